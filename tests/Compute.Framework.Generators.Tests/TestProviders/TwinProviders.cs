using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.One
{
    /// <summary>Several providers in one file, with the same class name in two namespaces, and one that differs by case.</summary>
    [Provider("twin-one")]
    public sealed partial class TwinProvider
    {
        [CreateSandbox]
        internal static Task<TwinVm> NewAsync(CancellationToken cancellationToken) => Task.FromResult(new TwinVm("one"));

        [GetSandbox]
        internal static Task<TwinVm?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<TwinVm?>(new TwinVm(sandboxId));

        [DestroySandbox]
        internal static Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

        [RunCommand]
        internal static Task<ExecutionResult> RunAsync(TwinVm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(1));
    }

    internal sealed record TwinVm([property: SandboxId] string Id);

    public partial class Twin
    {
        /// <summary>Joined with its container, it has the name of the others.</summary>
        [Provider("twin-nested")]
        public sealed partial class Provider
        {
            [CreateSandbox]
            internal static Task<TwinVm> NewAsync(CancellationToken cancellationToken) => Task.FromResult(new TwinVm("nested"));

            [GetSandbox]
            internal static Task<TwinVm?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<TwinVm?>(new TwinVm(sandboxId));

            [DestroySandbox]
            internal static Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

            [RunCommand]
            internal static Task<ExecutionResult> RunAsync(TwinVm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(2));
        }
    }
}

namespace TestProviders.Two
{
    [Provider("twin-two")]
    internal sealed partial class TwinProvider
    {
        [CreateSandbox]
        internal static Task<One.TwinVm> NewAsync(CancellationToken cancellationToken) => Task.FromResult(new One.TwinVm("two"));

        [GetSandbox]
        internal static Task<One.TwinVm?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<One.TwinVm?>(new One.TwinVm(sandboxId));

        [DestroySandbox]
        internal static Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

        [RunCommand]
        internal static Task<ExecutionResult> RunAsync(One.TwinVm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(3));
    }
}

namespace TestProviders.two
{
    [Provider("twin-case")]
    internal sealed partial class TwinProvider
    {
        [CreateSandbox]
        internal static Task<One.TwinVm> NewAsync(CancellationToken cancellationToken) => Task.FromResult(new One.TwinVm("case"));

        [GetSandbox]
        internal static Task<One.TwinVm?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<One.TwinVm?>(new One.TwinVm(sandboxId));

        [DestroySandbox]
        internal static Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

        [RunCommand]
        internal static Task<ExecutionResult> RunAsync(One.TwinVm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(4));
    }
}
