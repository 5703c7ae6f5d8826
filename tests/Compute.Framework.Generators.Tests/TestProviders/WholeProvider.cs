using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Whole
{
    /// <summary>Takes options as a whole and names what it honors; starts processes only; a private constructor; disposes asynchronously.</summary>
    [Provider("whole")]
    public sealed partial class WholeProvider : IAsyncDisposable
    {
        private readonly Dictionary<string, Vm> _all = [];

        private WholeProvider()
        {
        }

        public bool IsDisposed { get; private set; }

        public List<string> Log { get; } = [];

        [CreateSandbox]
        [Honors(nameof(CreateSandboxOptions.Image), nameof(CreateSandboxOptions.Labels), "Resources.Gpus")]
        private async Task<Vm> CreateAsync(CreateSandboxOptions options, SandboxResources resources, Extra? extra, Ownership ownership, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var vm = new Vm(this) { Id = $"{options.Image}/{resources.Gpus}/{extra?.Zone}/{ownership}", Labels = options.Labels };
            _all.Add(vm.Id, vm);
            return vm;
        }

        [GetSandbox]
        private async ValueTask<Vm?> GetAsync(string sandboxId, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return _all.GetValueOrDefault(sandboxId);
        }

        [ListSandboxes, Honors(nameof(SandboxFilter.Labels))]
        private Task<List<Vm>> ListAsync(SandboxFilter filter, CancellationToken cancellationToken) =>
            Task.FromResult(_all.Values.Where(vm => filter.Labels.All(vm.Labels.Contains)).ToList());

        [DestroySandbox]
        private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
        {
            _all.Remove(sandboxId);
            return Task.CompletedTask;
        }

        [StartProcess, Honors(nameof(Command.Arguments), nameof(Command.User))]
        private Task<Channel> StartAsync(Vm vm, Command command, CancellationToken cancellationToken) => Task.FromResult(new Channel(command.User ?? "nobody"));

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            Log.Add("disposed");
            return default;
        }
    }

    public abstract class VmBase
    {
        [SandboxId]
        public string Id { get; init; } = "";
    }

    public sealed class Vm(WholeProvider provider) : VmBase
    {
        public WholeProvider Provider => provider;

        [Labels]
        internal IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    }

    public sealed record Extra : ProviderSandboxOptions
    {
        public override string ProviderName => "whole";

        public string? Zone { get; init; }
    }

    public sealed class Channel(string user) : ProcessChannel
    {
        public override string ProcessId => "1";

        public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return ProcessFrame.Output(StandardStream.StandardOutput, System.Text.Encoding.UTF8.GetBytes(user));
            yield return ProcessFrame.Exited(0);
        }

        public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => default;

        public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => default;

        public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => default;

        public override ValueTask KillAsync(CancellationToken cancellationToken) => default;
    }
}
