using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the file of one provider.</summary>
internal static class ProviderEmitter
{
    public static string Emit(TypeModel type, ProviderBody body)
    {
        var writer = new SourceWriter();
        writer.Line(Text.HeaderFor(body.Uses));
        writer.Gap();
        RegistrationEmitter.EmitExport(writer, type, body);
        using (Text.Open(writer, type))
        {
            EmitAttributes(writer, body);
            if (!type.IsSealed && body.Disposal != Disposal.Synchronous)
            {
                // Reported at the author's own declaration, which does not dispose of anything.
                writer.Line("[global::System.Diagnostics.CodeAnalysis.SuppressMessage(" +
                    "\"Design\", \"CA1063\", Justification = \"The framework disposes; there is no finalizer.\")]");
            }

            using var braces = writer.Braces($"{type.Header} : {string.Join(", ", Interfaces(type, body))}");
            ManifestEmitter.Emit(writer, body);
            FactoryEmitter.Emit(writer, type, body);
            InterfaceEmitter.Emit(writer, type, body);
            SandboxEmitter.Emit(writer, body);
            DriverEmitter.Emit(writer, type, body);
        }

        RegistrationEmitter.Emit(writer, type, body);
        return writer.ToString();
    }

    private static List<string> Interfaces(TypeModel type, ProviderBody body)
    {
        var interfaces = new List<string> { $"{Text.Contract}ISandboxProvider<{type.FullName}.Sandbox>", "global::System.IDisposable" };
        foreach (var capability in CapabilityShapes.OfProviders)
        {
            if (capability.IsSupported(body))
            {
                interfaces.Add(Text.Contract + capability.Name);
            }
        }

        return interfaces;
    }

    /// <summary>The public manifest: what other assemblies read from metadata.</summary>
    private static void EmitAttributes(SourceWriter writer, ProviderBody body)
    {
        writer.Line(Text.Generated);
        writer.Line($"[{Text.Runtime}ProviderManifest({Text.Literal(body.Name)}, {Text.Literal(body.DisplayName)})]");
        foreach (var operation in body.Operations)
        {
            var arguments = $"{Text.Contract}SandboxOperation.{operation.Operation}";
            foreach (var option in operation.Options)
            {
                arguments += ", " + Text.Literal(option.Name);
            }

            writer.Line($"[{Text.Runtime}ManifestOperation({arguments})]");
        }
    }
}
