using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the driver: the author's methods behind the runtime's shape, an override each.</summary>
internal static class DriverEmitter
{
    public static void Emit(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        var handle = body.Handle.TypeName;
        writer.Gap();
        if (body.Uses.AreMembersObsolete)
        {
            writer.Line(Text.Obsolete);
        }

        using var braces = writer.Braces(
            $"private sealed class __cfwDriver({type.FullName} __cfwProvider) : {Text.Runtime}ProviderDriver<{handle}>");
        writer.Line($"public override {Text.Runtime}ProviderManifest Manifest => __cfwManifest;");
        if (body.IsRefiner)
        {
            writer.Gap();
            writer.Line($"public override {Text.Authoring}ICapabilityRefiner? Refiner => __cfwProvider;");
        }

        if (body.HasSessions)
        {
            writer.Gap();
            writer.Line($"public override {Text.Authoring}IShellSessions? Sessions => __cfwProvider;");
        }

        writer.Gap();
        writer.Line($"public override {Text.Runtime}SandboxFacts GetFacts({handle} handle) =>");
        using (writer.Indented())
        {
            writer.Line($"new() {{ {Facts(body.Handle)} }};");
        }

        writer.Gap();
        writer.Line($"public override {Text.Runtime}SandboxBase CreateSandboxObject({Text.Runtime}SandboxCore<{handle}> core) =>");
        using (writer.Indented())
        {
            writer.Line($"new {type.FullName}.Sandbox(core);");
        }

        foreach (var operation in body.Operations)
        {
            OverrideEmitter.Emit(writer, type, handle, operation);
        }

        EmitDisposal(writer, body.Disposal);
    }

    private static string Facts(HandleModel handle)
    {
        var facts = $"Id = {handle.Id}";
        foreach (var (name, member) in (ReadOnlySpan<(string, string?)>)[("CreatedAt", handle.CreatedAt), ("Status", handle.Status),
            ("Labels", handle.Labels), ("ExpiresAt", handle.ExpiresAt), ("Name", handle.Name)])
        {
            if (member is not null)
            {
                facts += $", {name} = {member}";
            }
        }

        return facts;
    }

    private static void EmitDisposal(SourceWriter writer, Disposal disposal)
    {
        var signature = $"public override {Text.Tasks}ValueTask DisposeProviderAsync()";
        switch (disposal)
        {
            case Disposal.Asynchronous:
                writer.Gap();
                writer.Line(signature + " => __cfwProvider.DisposeAsync();");
                break;
            case Disposal.Synchronous:
                writer.Gap();
                using (writer.Braces(signature))
                {
                    writer.Line("__cfwProvider.Dispose();");
                    writer.Line("return default;");
                }

                break;
        }
    }
}
