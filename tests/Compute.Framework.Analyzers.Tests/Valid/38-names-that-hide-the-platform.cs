using Compute.Framework;
using Compute.Framework.Authoring;
using @string = System.Int32;
using CancellationToken = System.Threading.CancellationToken;
using Object = System.Text.StringBuilder;
using String = System.Uri;

namespace Odd
{
    using @bool = System.String;
    using TimeSpan = System.Version;
    using ValueTask = System.Threading.Tasks.Task;

    [Provider("odd")]
    public sealed partial class OddProvider
    {
        private const @bool Name = "1";

        private readonly @string __ = 1;

        [CreateSandbox] private Task<@object> MakeAsync(global::System.TimeSpan? lifetime, CancellationToken cancellationToken) => Task.FromResult(new @object($"{Name}{lifetime}"));

        [GetSandbox] private Task<@object?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > __ ? new @object(sandboxId) : null);

        [DestroySandbox] private ValueTask DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

        [RunCommand] private Task<ExecutionResult> RunAsync(@object sandbox, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(sandbox.Id.Length + arguments.Count));

        private static @bool Text(Object builder, String address, TimeSpan version) => $"{builder}{address}{version}";
    }

    public sealed record @object([property: SandboxId] string Id);

    internal sealed class Attribute;

    internal sealed class IReadOnlyList;
}
