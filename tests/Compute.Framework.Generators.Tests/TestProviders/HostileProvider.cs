namespace TestProviders.Hostile
{
    internal class System;

    internal class Task;

    internal class Microsoft;

    internal static class Compute
    {
        internal class Framework;
    }

    /// <summary>Names of the platform and of the contract mean something else here, and members are called what generated code calls.</summary>
    [global::Compute.Framework.Authoring.Provider("hostile")]
    public sealed partial class HostileProvider(global::System.Net.Http.HttpClient cancellationToken, global::System.TimeProvider handle)
    {
        internal static string? Manifest => null;

        internal static string? Core => null;

        internal static string? Native => null;

        internal static int Adapt => 1;

        internal object Options => (cancellationToken, handle);

        [global::Compute.Framework.Authoring.CreateSandbox]
        internal static global::System.Threading.Tasks.Task<Handle> CreateSandboxAsync(global::System.Threading.CancellationToken options) =>
            global::System.Threading.Tasks.Task.FromResult(new Handle());

        [global::Compute.Framework.Authoring.GetSandbox]
        internal static global::System.Threading.Tasks.Task<Handle?> GetSandboxAsync(string sandboxId, global::System.Threading.CancellationToken name) =>
            global::System.Threading.Tasks.Task.FromResult<Handle?>(new Handle { Id = sandboxId });

        [global::Compute.Framework.Authoring.DestroySandbox]
        internal static global::System.Threading.Tasks.Task DisposeAsync(string sandboxId, global::System.Threading.CancellationToken handle) =>
            global::System.Threading.Tasks.Task.CompletedTask;

        [global::Compute.Framework.Authoring.RunCommand]
        internal static global::System.Threading.Tasks.Task<global::Compute.Framework.ExecutionResult> GetFacts(Handle command, global::System.Collections.Generic.IReadOnlyList<string> arguments, global::System.Threading.CancellationToken @new) =>
            global::System.Threading.Tasks.Task.FromResult(global::Compute.Framework.ExecutionResult.Exited(7));
    }

    internal sealed class Handle
    {
        [global::Compute.Framework.Authoring.SandboxId]
        public string Id { get; init; } = "hostile";
    }
}
