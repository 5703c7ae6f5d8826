using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Further;

/// <summary>A method for every operation that a provider may do without, with all of their options.</summary>
[Provider("further")]
public sealed partial class FurtherOperationsProvider
{
    private Box? _box;

    public List<string> Calls { get; } = [];

    [CreateSandbox]
    private Task<Box> CreateAsync(string? name, CancellationToken cancellationToken) => Task.FromResult(_box = new Box("b1", name));

    [GetSandbox]
    private Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_box);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        _box = null;
        return Task.CompletedTask;
    }

    [RunCommand]
    private static Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(0));

    [Pause]
    private Task PauseAsync(Box box, CancellationToken cancellationToken) => Note("pause " + box.Id);

    [Resume]
    private ValueTask ResumeAsync(Box box, CancellationToken cancellationToken) => new(Note("resume " + box.Id));

    [StopSandbox]
    private Task StopAsync(Box box, CancellationToken cancellationToken) => Note("stop " + box.Id);

    [RestartSandbox]
    private Task RestartAsync(Box box, CancellationToken cancellationToken) => Note("restart " + box.Id);

    [ExtendLifetime]
    private Task ExtendAsync(Box box, TimeSpan lifetime, CancellationToken cancellationToken) => Note("extend " + lifetime);

    [GetEndpoint]
    private Task<SandboxEndpoint> EndpointAsync(Box box, int port, CancellationToken cancellationToken) => port == 80
        ? Task.FromResult(new SandboxEndpoint { Url = new Uri("http://127.0.0.1:8080/"), Host = "127.0.0.1", Port = 8080 })
        : throw new EndpointNotFoundException(port);

    [OpenTerminal]
    private Task<EchoTerminal> OpenAsync(
        Box box, IReadOnlyList<string> arguments, string? workingDirectory, IReadOnlyDictionary<string, string> environment, string? user, int columns, int rows, CancellationToken cancellationToken) =>
        Task.FromResult(new EchoTerminal((string.Join(' ', arguments), workingDirectory, environment.Count, user, columns, rows).ToString()));

    [ListProcesses]
    private Task<SandboxProcessInfo[]> ListProcessesAsync(Box box, CancellationToken cancellationToken) =>
        Task.FromResult<SandboxProcessInfo[]>([new SandboxProcessInfo { Id = "7", IsRunning = true }]);

    [AttachProcess]
    private Task<ProcessChannel?> AttachAsync(Box box, string processId, CancellationToken cancellationToken) =>
        Task.FromResult<ProcessChannel?>(processId == "7" ? new EchoTerminal("attached") : null);

    [GetMetrics]
    private Task<SandboxMetrics> MeasureAsync(Box box, CancellationToken cancellationToken) =>
        Task.FromResult(new SandboxMetrics { MeasuredAt = DateTimeOffset.UnixEpoch, ProcessCount = 3 });

    [ReadLogs]
    private static async IAsyncEnumerable<LogEntry> LogsAsync(Box box, bool follow, int? tail, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new LogEntry { Data = System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{follow} {tail} {since:O}")) };
    }

    [CheckHealth]
    private Task<SandboxHealth> HealthAsync(Box box, CancellationToken cancellationToken) => Task.FromResult(new SandboxHealth(SandboxHealthStatus.Healthy, box.Id));

    [WatchFiles]
    private async IAsyncEnumerable<FileChange> WatchAsync(Box box, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new FileChange(FileChangeKind.Ready, path);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [CreateVolume]
    private Task<VolumeInfo> CreateVolumeAsync(string? name, IReadOnlyDictionary<string, string> labels, long? sizeBytes, CancellationToken cancellationToken) =>
        Task.FromResult(new VolumeInfo { Id = "v1", Name = name, Labels = labels, SizeBytes = sizeBytes });

    [ListVolumes]
    private Task<IReadOnlyList<VolumeInfo>> ListVolumesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VolumeInfo>>([new VolumeInfo { Id = "v1" }]);

    [DeleteVolume]
    private Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) => throw new ResourceNotFoundException("volume", volumeId);

    /// <summary>Takes its options as a whole.</summary>
    [CreateNetwork, Honors(nameof(CreateNetworkOptions.Name), nameof(CreateNetworkOptions.IsInternal))]
    private Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(new NetworkInfo { Id = "n1", Name = options.Name, IsInternal = options.IsInternal });

    [ListNetworks]
    private Task<IReadOnlyList<NetworkInfo>> ListNetworksAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NetworkInfo>>([new NetworkInfo { Id = "n1" }]);

    [DeleteNetwork]
    private Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken) => Note("delete " + networkId);

    [BuildTemplate]
    private Task<TemplateInfo> BuildAsync(
        string name, string contextDirectory, string? recipePath, IReadOnlyDictionary<string, string> arguments, IReadOnlyDictionary<string, string> labels,
        IProgress<TemplateProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new TemplateProgress($"{recipePath} with {arguments.Count} in {contextDirectory.Length > 0}", 1, 2));
        return Task.FromResult(new TemplateInfo { Id = "t1", Name = name, Labels = labels });
    }

    [ListTemplates]
    private Task<IReadOnlyList<TemplateInfo>> ListTemplatesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TemplateInfo>>([new TemplateInfo { Id = "t1" }]);

    [DeleteTemplate]
    private Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken) => Note("delete " + templateId);

    [ReadEvents]
    private static async IAsyncEnumerable<SandboxEvent> EventsAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new SandboxEvent
        {
            Kind = SandboxEventKind.Created,
            SandboxId = "b1",
            OccurredAt = since ?? DateTimeOffset.UnixEpoch,
            Name = "create",
            Labels = new Dictionary<string, string> { ["compute.token"] = "x", ["mine"] = "y" },
        };
    }

    private Task Note(string call)
    {
        Calls.Add(call);
        return Task.CompletedTask;
    }
}

public sealed record Box([property: SandboxId] string Id, [property: SandboxName] string? Name);

/// <summary>Says one thing and waits to be killed.</summary>
internal sealed class EchoTerminal(string text) : TerminalChannel
{
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string ProcessId => "7";

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ProcessFrame.Output(StandardStream.StandardError, System.Text.Encoding.UTF8.GetBytes(text));
        await _killed.Task.WaitAsync(cancellationToken);
        yield return ProcessFrame.Signaled(9);
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => default;

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => default;

    public override ValueTask KillAsync(CancellationToken cancellationToken)
    {
        _killed.TrySetResult();
        return default;
    }

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => default;
}
