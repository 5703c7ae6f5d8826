namespace Compute.Framework.Generators.Tests;

/// <summary>What an author compiled before the framework grew: a provider, a process, a wrapper, and a provider without the generator.</summary>
internal static class OlderProvider
{
    public const string Source = """
        using System.Collections.Concurrent; using System.Runtime.CompilerServices; using System.Text;
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace Older;

        [Provider("older")]
        public sealed partial class OldProvider(OldOptions options) : ICapabilityRefiner
        {
            private readonly ConcurrentDictionary<string, Box> _boxes = new();

            [CreateSandbox] internal Task<Box> MakeAsync(string? image, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
            {
                var box = new Box { Id = $"{options.Region}-{_boxes.Count + 1}", Labels = labels };
                _boxes[box.Id] = box;
                return Task.FromResult(box);
            }

            [GetSandbox] internal Task<Box?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_boxes.GetValueOrDefault(sandboxId));
            [ListSandboxes] internal Task<IReadOnlyList<Box>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Box>>([.. _boxes.Values]);
            [DestroySandbox] internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_boxes.TryRemove(sandboxId, out _));
            [RunCommand] internal Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, string? workingDirectory, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(0, string.Join(' ', arguments)));
            [StartProcess] internal Task<ProcessChannel> StartAsync(Box box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult<ProcessChannel>(new Spoken(string.Join('+', arguments)));
            [ReadFile] internal Task<Stream> ReadAsync(Box box, string path, CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(box.Files[path]));
            [WriteFile] internal async Task WriteAsync(Box box, string path, Stream content, CancellationToken cancellationToken)
            {
                using var copy = new MemoryStream();
                await content.CopyToAsync(copy, cancellationToken);
                box.Files[path] = copy.ToArray();
            }

            [DescribeFile] internal Task<FileEntry?> DescribeAsync(Box box, string path, CancellationToken cancellationToken) => Task.FromResult(
                box.Files.TryGetValue(path, out var bytes) ? new FileEntry { Name = path[1..], Path = path, Type = FileEntryType.File, SizeBytes = bytes.Length } : null);
            [Pause] internal Task PauseAsync(Box box, CancellationToken cancellationToken) => Task.CompletedTask;
            [Resume] internal Task ResumeAsync(Box box, CancellationToken cancellationToken) => Task.CompletedTask;

            Support ICapabilityRefiner.Refine(SandboxOperation operation, string? option, Support declared) =>
                (operation, option) == (SandboxOperation.CreateSandbox, "Image") ? declared with { Description = "a name" } : declared;
        }

        public sealed class Box
        {
            [SandboxId] public string Id { get; init; } = "";
            [Labels] public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
            public ConcurrentDictionary<string, byte[]> Files { get; } = new();
        }

        [ProviderSettings]
        public sealed partial record OldOptions { public string Region { get; init; } = "north"; }

        public sealed class Spoken(string text) : ProcessChannel
        {
            public override string ProcessId => "7";
            public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
            {
                await Task.Yield();
                yield return ProcessFrame.Output(StandardStream.StandardOutput, Encoding.UTF8.GetBytes(text));
                yield return ProcessFrame.Exited(3);
            }

            public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => default;
            public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => default;
            public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => default;
            public override ValueTask KillAsync(CancellationToken cancellationToken) => default;
        }

        public sealed class OldWrapper(ISandboxProvider inner) : DelegatingSandboxProvider(inner)
        {
            protected override ISandbox Wrap(ISandbox sandbox) => new Loud(sandbox);

            private sealed class Loud(ISandbox inner) : DelegatingSandbox(inner)
            {
                public override async Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) =>
                    await base.RunAsync(command with { Arguments = [.. command.Arguments, "!"] }, cancellationToken);
            }
        }

        public sealed class ByHand(ISandboxProvider inner) : ISandboxProvider
        {
            public ProviderInfo Info => new("hand", "By hand", inner.Info.Capabilities, ProviderSettingsSchema.Empty);
            public Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default) => inner.CheckAvailabilityAsync(cancellationToken);
            public Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) => inner.CreateAsync(options, cancellationToken);
            public Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) => inner.GetAsync(sandboxId, cancellationToken);
            public IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default) => inner.ListAsync(filter, cancellationToken);
            public Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default) => inner.DestroyAsync(sandboxId, cancellationToken);
            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
        """;
}
