namespace Compute.Framework.Testing.Tests.InMemory;

/// <summary>The whole catalogue against the in-memory provider. Its commands are the consumer's script, so cases about commands say nothing of it.</summary>
[ComplianceTests(typeof(InMemoryProvider))]
public partial class InMemoryCompliance
{
    private const string Scripted = "Commands are scripted by the consumer; the provider has no programs of its own.";

    public static ComplianceSettings Settings { get; } = new()
    {
        NoShell = Scripted,
        ReadName = (sandbox, _) => Task.FromResult(((InMemoryProvider.Sandbox)sandbox).Native.Name),
        TemplateBuild = new() { RecipeName = "recipe", Recipe = "", BrokenRecipe = null, EvidencePath = "/workspace/evidence" },
        NotApplicable = new Dictionary<string, string>
        {
            ["commands/"] = Scripted,
            ["processes/"] = Scripted,
        },
    };

    public static ISandboxProvider CreateProvider() => InMemoryProvider.Create(new CommandScript());
}
