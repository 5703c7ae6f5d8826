namespace Compute.Framework.Generators.Tests.Refit;

/// <summary>The files of this folder, which are compiled into this project, as text: a provider, and parts of Refit that it may reference.</summary>
internal static class RefitSources
{
    public static string Provider { get; } = Repository.Read("Refit", "RefittedProvider.cs");

    public static string Attributes { get; } = StandIn("Attributes.cs");

    public static string RestService { get; } = StandIn("RestService.cs");

    public static string ClientFactory { get; } = StandIn("HttpClientFactoryExtensions.cs");

    /// <summary>A text with one piece replaced by another.</summary>
    public static string With(this string source, string piece, string replacement)
    {
        Assert.Contains(piece, source, StringComparison.Ordinal);
        return source.Replace(piece, replacement, StringComparison.Ordinal);
    }

    private static string StandIn(string name) => Repository.Read("Refit", "StandIns", name);
}
