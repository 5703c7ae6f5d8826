namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>The part of a <see cref="Mutation"/> about what a sandbox need not have. Where there is one, the sandbox is the working one.</summary>
public sealed class FurtherMutation
{
    public Func<Func<Task>, ISandbox, Task>? Pause { get; init; }

    public Func<Func<Task>, ISandbox, Task>? Resume { get; init; }

    public Func<Func<Task>, ISandbox, Task>? Stop { get; init; }

    public Func<Func<Task>, ISandbox, Task>? Restart { get; init; }

    public Func<Func<TimeSpan, Task>, ISandbox, TimeSpan, Task>? Extend { get; init; }

    public Func<Func<int, Task<SandboxEndpoint>>, int, Task<SandboxEndpoint>>? Endpoint { get; init; }

    public Func<SandboxMetrics, SandboxMetrics>? Metrics { get; init; }

    public Func<Func<Task<SandboxHealth>>, Task<SandboxHealth>>? Health { get; init; }

    public Func<Func<LogOptions?, IAsyncEnumerable<LogEntry>>, LogOptions?, IAsyncEnumerable<LogEntry>>? Logs { get; init; }

    public Func<Func<string, IAsyncEnumerable<FileChange>>, string, IAsyncEnumerable<FileChange>>? Watch { get; init; }

    public Func<IAsyncEnumerable<SandboxProcessInfo>, IAsyncEnumerable<SandboxProcessInfo>>? ListProcesses { get; init; }

    public Func<Func<Task<ISandboxProcess?>>, Task<ISandboxProcess?>>? Attach { get; init; }
}

/// <summary>The part of a <see cref="Mutation"/> about terminals.</summary>
public sealed class TerminalMutation
{
    public Func<Func<TerminalOptions?, Task<ISandboxTerminal>>, TerminalOptions?, Task<ISandboxTerminal>>? Open { get; init; }

    public Func<IAsyncEnumerable<TerminalInfo>, IAsyncEnumerable<TerminalInfo>>? List { get; init; }

    public Func<Func<Task<ISandboxTerminal?>>, Task<ISandboxTerminal?>>? Get { get; init; }

    public Func<Func<int, int, Task>, int, int, Task>? Resize { get; init; }

    public ProcessMutation Process { get; init; } = new();
}

/// <summary>The part of a <see cref="Mutation"/> about what outlives sandboxes, and about events.</summary>
public sealed class StoreMutation
{
    public Func<Func<CreateVolumeOptions?, Task<VolumeInfo>>, CreateVolumeOptions?, Task<VolumeInfo>>? CreateVolume { get; init; }

    public Func<IAsyncEnumerable<VolumeInfo>, IAsyncEnumerable<VolumeInfo>>? ListVolumes { get; init; }

    public Func<Func<Task>, string, Task>? DeleteVolume { get; init; }

    public Func<Func<CreateNetworkOptions?, Task<NetworkInfo>>, CreateNetworkOptions?, Task<NetworkInfo>>? CreateNetwork { get; init; }

    public Func<IAsyncEnumerable<NetworkInfo>, IAsyncEnumerable<NetworkInfo>>? ListNetworks { get; init; }

    public Func<Func<Task>, string, Task>? DeleteNetwork { get; init; }

    public Func<Func<BuildTemplateOptions, Task<TemplateInfo>>, BuildTemplateOptions, Task<TemplateInfo>>? Build { get; init; }

    public Func<IAsyncEnumerable<TemplateInfo>, IAsyncEnumerable<TemplateInfo>>? ListTemplates { get; init; }

    public Func<Func<Task>, string, Task>? DeleteTemplate { get; init; }

    public Func<Func<DateTimeOffset?, IAsyncEnumerable<SandboxEvent>>, DateTimeOffset?, IAsyncEnumerable<SandboxEvent>>? Events { get; init; }
}
