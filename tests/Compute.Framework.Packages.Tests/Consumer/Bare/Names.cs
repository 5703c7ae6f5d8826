namespace Consumer;

public static class Names
{
    public static string Of(Compute.Framework.ISandboxProvider provider) => provider.Info.Name;
}
