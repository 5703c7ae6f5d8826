using System.Text;
using Compute.Framework;
using Compute.Framework.Authoring;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Compute.Providers.Local.Tests;

/// <summary>A provider over a state directory of its own, which is empty again at the end.</summary>
public abstract class LocalFixture : IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string StateDirectory { get; } = Path.Combine(Path.GetTempPath(), $"compute-local-tests-{Guid.NewGuid().ToString("N")[..12]}");

    protected virtual LocalIsolation Isolation => LocalIsolation.Process;

    internal LocalProvider Provider { get; private set; } = null!;

    public virtual ValueTask InitializeAsync()
    {
        Provider = NewProvider();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await foreach (var sandbox in Provider.ListAsync(CancellationToken.None))
        {
            await Provider.DestroyAsync(sandbox.Id, CancellationToken.None);
        }

        await foreach (var snapshot in Provider.ListSnapshotsAsync(CancellationToken.None))
        {
            await Provider.DeleteSnapshotAsync(snapshot.Id, CancellationToken.None);
        }

        Assert.Null(State.TreeDeletion.Delete(StateDirectory));

        GC.SuppressFinalize(this);
    }

    internal LocalProvider NewProvider(TimeProvider? time = null) => new(
        new LocalOptions { StateDirectory = StateDirectory, Isolation = Isolation },
        NullLogger<LocalProvider>.Instance,
        time ?? TimeProvider.System);

    internal Task<LocalSandbox> CreateAsync(
        string? snapshotId = null,
        string? name = null,
        IReadOnlyDictionary<string, string>? labels = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingDirectory = null,
        TimeSpan? lifetime = null,
        double? cpus = null,
        long? memoryBytes = null,
        int? maxProcesses = null,
        IReadOnlyList<int>? ports = null,
        IReadOnlyList<SandboxMount>? mounts = null,
        NetworkPolicy? network = null) =>
        Provider.CreateAsync(
            new LocalCreate
            {
                SnapshotId = snapshotId,
                Name = name,
                Labels = labels ?? Nothing,
                Environment = environment ?? Nothing,
                WorkingDirectory = workingDirectory,
                Lifetime = lifetime,
                Cpus = cpus,
                MemoryBytes = memoryBytes,
                MaxProcesses = maxProcesses,
                Ports = ports ?? [],
                Mounts = mounts ?? [],
                Network = network,
            },
            Cancel);

    internal ValueTask<ProcessChannel> StartAsync(
        LocalSandbox sandbox, string[] arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null) =>
        Provider.StartAsync(sandbox, arguments, workingDirectory, environment ?? Nothing, Cancel);

    internal async Task<Run> RunAsync(
        LocalSandbox sandbox, string[] arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null, byte[]? input = null)
    {
        await using var channel = await StartAsync(sandbox, arguments, workingDirectory, environment);
        var feed = FeedAsync(channel, input);
        var run = await CollectAsync(channel);
        await feed;
        return run;
    }

    internal Task<Run> ShellAsync(LocalSandbox sandbox, string script) => RunAsync(sandbox, ["sh", "-c", script]);

    internal static async Task<Run> CollectAsync(ProcessChannel channel)
    {
        var output = new MemoryStream();
        var error = new MemoryStream();
        ProcessFrame? end = null;
        await foreach (var frame in channel.ReadFramesAsync(Cancel))
        {
            Assert.Null(end);
            switch (frame.Kind)
            {
                case ProcessFrameKind.StandardOutput:
                    output.Write(frame.Data.Span);
                    break;
                case ProcessFrameKind.StandardError:
                    error.Write(frame.Data.Span);
                    break;
                default:
                    end = frame;
                    break;
            }
        }

        Assert.NotNull(end);
        return new Run(end.Value, output.ToArray(), error.ToArray());
    }

    private static async Task FeedAsync(ProcessChannel channel, byte[]? input)
    {
        try
        {
            if (input is not null)
            {
                await channel.WriteInputAsync(input, Cancel);
            }
        }
        catch (ProcessInputClosedException)
        {
            // The command did not read it all.
        }

        await channel.CloseInputAsync(Cancel);
    }

    internal sealed record Run(ProcessFrame End, byte[] OutputBytes, byte[] ErrorBytes)
    {
        public string Output => Encoding.UTF8.GetString(OutputBytes);

        public string Error => Encoding.UTF8.GetString(ErrorBytes);

        public int ExitCode
        {
            get
            {
                Assert.True(End.Kind == ProcessFrameKind.Exited, $"{End.Kind} {End.Code} {End.Reason} {Error}");
                return End.Code;
            }
        }
    }
}
