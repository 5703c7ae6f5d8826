using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the explicit members of the provider's interfaces, each a call of the runtime.</summary>
internal static class InterfaceEmitter
{
    private const string Provider = Text.Contract + "ISandboxProvider";
    private const string Sandbox = Text.Contract + "ISandbox";
    private const string Options = Text.Contract + "CreateSandboxOptions? __cfwOptions";
    private const string NotNullWhenTrue = "global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)";
    private const string Cancellation = Text.Cancellation + " __cfwCancellation";

    public static void Emit(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        var own = type.FullName + ".Sandbox";
        writer.Gap();
        writer.Line($"{Text.Contract}ProviderInfo {Provider}.Info => __cfwRuntime.Info;");
        Member(
            writer,
            $"{Text.Tasks}ValueTask<{Text.Contract}ProviderInfo> {Provider}.GetInfoAsync({Cancellation})",
            "GetInfoAsync(__cfwCancellation)");
        Member(
            writer,
            $"bool {Provider}.TryGet<__cfwT>([{NotNullWhenTrue}] out __cfwT? __cfwCapability) where __cfwT : class",
            "TryGet(this, out __cfwCapability)");
        Member(
            writer,
            $"{Text.Tasks}Task<{Text.Contract}ProviderAvailability> {Provider}.CheckAvailabilityAsync({Cancellation})",
            "CheckAvailabilityAsync(__cfwCancellation)");
        Member(
            writer,
            $"{Text.Tasks}Task<{own}> {Provider}<{own}>.CreateAsync({Options}, {Cancellation})",
            $"CreateAsync<{own}>(__cfwOptions, __cfwCancellation)");
        Member(
            writer,
            $"{Text.Tasks}Task<{Sandbox}> {Provider}.CreateAsync({Options}, {Cancellation})",
            $"CreateAsync<{Sandbox}>(__cfwOptions, __cfwCancellation)");
        Member(
            writer,
            $"{Text.Tasks}Task<{own}?> {Provider}<{own}>.GetAsync(string __cfwSandboxId, {Cancellation})",
            $"GetAsync<{own}>(__cfwSandboxId, __cfwCancellation)");
        Member(
            writer,
            $"{Text.Tasks}Task<{Sandbox}?> {Provider}.GetAsync(string __cfwSandboxId, {Cancellation})",
            $"GetAsync<{Sandbox}>(__cfwSandboxId, __cfwCancellation)");
        Member(
            writer,
            $"{Sequence("SandboxInfo")} {Provider}.ListAsync({Text.Contract}SandboxFilter? __cfwFilter, {Cancellation})",
            "ListAsync(__cfwFilter, __cfwCancellation)");
        Member(
            writer,
            $"{Text.Tasks}Task {Provider}.DestroyAsync(string __cfwSandboxId, {Cancellation})",
            "DestroyAsync(__cfwSandboxId, __cfwCancellation)");
        foreach (var capability in CapabilityShapes.OfProviders)
        {
            if (capability.IsSupported(body))
            {
                foreach (var member in capability.Members)
                {
                    EmitMember(writer, capability.Name, member);
                }
            }
        }

        writer.Gap();
        writer.Line($"{Text.Tasks}ValueTask global::System.IAsyncDisposable.DisposeAsync() => __cfwRuntime.DisposeAsync();");
        writer.Gap();
        writer.Line("void global::System.IDisposable.Dispose() => __cfwRuntime.Dispose();");
    }

    private static void EmitMember(SourceWriter writer, string capability, CapabilityMember member)
    {
        var parameters = "";
        var arguments = "";
        foreach (var parameter in member.Parameters)
        {
            var name = "__cfw" + Parsing.Names.Pascal(parameter.Name);
            parameters += $"{parameter.Type} {name}, ";
            arguments += name + ", ";
        }

        Member(
            writer,
            $"{member.Result} {Text.Contract}{capability}.{member.Name}({parameters}{Cancellation})",
            $"{member.Name}({arguments}__cfwCancellation)");
    }

    private static string Sequence(string element) => $"global::System.Collections.Generic.IAsyncEnumerable<{Text.Contract}{element}>";

    private static void Member(SourceWriter writer, string signature, string call)
    {
        writer.Gap();
        writer.Line(signature + " =>");
        using var indented = writer.Indented();
        writer.Line($"__cfwRuntime.{call};");
    }
}
