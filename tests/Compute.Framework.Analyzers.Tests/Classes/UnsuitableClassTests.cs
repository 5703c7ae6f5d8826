namespace Compute.Framework.Analyzers.Tests;

public sealed class UnsuitableClassTests : RuleTests
{
    public override string Id => "CFW0002";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("public sealed partial class PlainProvider(", "public abstract partial class [|PlainProvider|]("),
        Author.With("public sealed partial class PlainProvider(", "public sealed partial class [|PlainProvider|]<T>("),
        Author.With("public sealed partial class PlainProvider(", "public sealed partial record [|PlainProvider|]("),

        Author.WithType("[Provider(\"second\")] public sealed partial class [|Second|](PlainOptions options, HttpClient http) : PlainProvider(options, http) { [CreateSandbox] private static Task<Vm> MakeAsync(CancellationToken cancellationToken) => null!; [GetSandbox] private static Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Vm?>(new Vm { Id = sandboxId }); [DestroySandbox] private static Task DestroyAsync(Vm vm, CancellationToken cancellationToken) => Task.FromResult(vm); [RunCommand] private static Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => throw new NotSupportedException(vm.Id + arguments); }")
            .Replace("public sealed partial class PlainProvider", "public partial class PlainProvider", StringComparison.Ordinal),

        // The compiler refuses the attribute on anything but a class; a build shows its message, an editor both.
        Author.With("[Provider(", "[{|CS0592:Provider|}(", "public sealed partial class PlainProvider(", "public partial struct [|PlainProvider|]("),
        Author.WithType("[{|CS0592:Provider|}(\"other\")] public interface [|IOther|];"),
        Author.WithType("[{|CS0592:Provider|}(\"other\")] public enum [|Other|] { One }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("public sealed partial class PlainProvider", "public partial class PlainProvider"),
        Author.WithType("public abstract class Base { }"),
    ];
}
