using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the nested sandbox class, with the optional capabilities that the provider supports.</summary>
internal static class SandboxEmitter
{
    public static void Emit(SourceWriter writer, ProviderBody body)
    {
        var bases = Text.Runtime + "SandboxBase";
        foreach (var capability in CapabilityShapes.OfSandboxes)
        {
            if (capability.IsSupported(body))
            {
                bases += $", {Text.Contract}{capability.Name}";
            }
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
        foreach (var capability in CapabilityShapes.OfSandboxes)
        {
            if (capability.IsSupported(body))
            {
                foreach (var member in capability.Members)
                {
                    EmitMember(writer, member);
                }
            }
        }
    }

    private static void EmitMember(SourceWriter writer, CapabilityMember member)
    {
        var parameters = "";
        var arguments = "";
        foreach (var parameter in member.Parameters)
        {
            parameters += $"{parameter.Type} {parameter.Name}{(parameter.Default is { } value ? " = " + value : "")}, ";
            arguments += parameter.Name + ", ";
        }

        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {member.Result} {member.Name}({parameters}{Text.Cancellation} cancellationToken = default) =>");
        using var indented = writer.Indented();
        writer.Line($"Core.{member.Name}({arguments}cancellationToken);");
    }
}
