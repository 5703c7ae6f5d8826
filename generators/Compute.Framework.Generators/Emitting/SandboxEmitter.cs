using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the nested sandbox class, with the optional capabilities that the provider supports.</summary>
internal static class SandboxEmitter
{
    public static void Emit(SourceWriter writer, ProviderBody body)
    {
        var bases = Text.Runtime + "SandboxBase";
        if (body.Declares("CreateSnapshot"))
        {
            bases += $", {Text.Contract}ISnapshotSource";
        }

        if (body.CanBranch)
        {
            bases += $", {Text.Contract}IBranchable";
        }

        writer.Gap();
        writer.Line($"/// <summary>A sandbox of the provider '{body.Name}'.</summary>");
        using var braces = writer.Braces("public sealed class Sandbox : " + bases);
        writer.Line($"internal Sandbox({Text.Runtime}SandboxCore<{body.Handle.TypeName}> core)");
        using (writer.Indented())
        {
            writer.Line(": base(core) => Native = core.Handle;");
        }

        writer.Gap();
        writer.Line("/// <summary>The back end's own description, as it was when the sandbox was created or found.</summary>");
        writer.Line($"{(body.Handle.IsPublic ? "public" : "internal")} {body.Handle.TypeName} Native {{ get; }}");
        if (body.Declares("CreateSnapshot"))
        {
            Member(writer, $"{Text.Tasks}Task<{Text.Contract}SnapshotInfo> CreateSnapshotAsync(string? name = null, ", "CreateSnapshotAsync(name, cancellationToken)");
        }

        if (body.CanBranch)
        {
            Member(writer, $"{Text.Tasks}Task<global::System.Collections.Generic.IReadOnlyList<{Text.Contract}ISandbox>> BranchAsync(int count = 1, ", "BranchAsync(count, cancellationToken)");
        }
    }

    private static void Member(SourceWriter writer, string signature, string call)
    {
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {signature}{Text.Cancellation} cancellationToken = default) =>");
        using var indented = writer.Indented();
        writer.Line($"Core.{call};");
    }
}
