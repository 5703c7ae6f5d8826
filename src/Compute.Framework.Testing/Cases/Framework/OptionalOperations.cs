namespace Compute.Framework.Testing;

/// <summary>Calls of every operation that a provider need not have, for cases that ask whether each is refused.</summary>
internal static class OptionalOperations
{
    /// <summary>What each capability of a sandbox needs, and whether the sandbox says that it has it.</summary>
    public static IEnumerable<(string Capability, SandboxOperation[] Operations, bool IsThere)> Capabilities(ISandbox sandbox) =>
    [
        Has<ISnapshotSource>(sandbox, SandboxOperation.CreateSnapshot),
        Has<IBranchable>(sandbox, SandboxOperation.Branch),
        Has<IPausable>(sandbox, SandboxOperation.Pause, SandboxOperation.Resume),
        Has<IRestartable>(sandbox, SandboxOperation.StopSandbox, SandboxOperation.RestartSandbox),
        Has<ILifetimeExtendable>(sandbox, SandboxOperation.ExtendLifetime),
        Has<IEndpointSource>(sandbox, SandboxOperation.GetEndpoint),
        Has<ITerminalHost>(sandbox, SandboxOperation.OpenTerminal),
        Has<IProcessTable>(sandbox, SandboxOperation.ListProcesses, SandboxOperation.AttachProcess),
        Has<IMetricsSource>(sandbox, SandboxOperation.GetMetrics),
        Has<ILogSource>(sandbox, SandboxOperation.ReadLogs),
        Has<IHealthSource>(sandbox, SandboxOperation.CheckHealth),
        Has<IFileWatcher>(sandbox, SandboxOperation.WatchFiles),
    ];

    /// <summary>What each store of a provider has, and whether the provider is one.</summary>
    public static IEnumerable<(string Store, SandboxOperation[] Operations, bool IsThere)> Stores(ISandboxProvider provider) =>
    [
        (nameof(ISnapshotStore), [SandboxOperation.ListSnapshots, SandboxOperation.DeleteSnapshot], provider.TryGet<ISnapshotStore>(out _)),
        (nameof(IVolumeStore), [SandboxOperation.CreateVolume, SandboxOperation.ListVolumes, SandboxOperation.DeleteVolume],
            provider.TryGet<IVolumeStore>(out _)),
        (nameof(INetworkStore), [SandboxOperation.CreateNetwork, SandboxOperation.ListNetworks, SandboxOperation.DeleteNetwork],
            provider.TryGet<INetworkStore>(out _)),
        (nameof(ITemplateStore), [SandboxOperation.BuildTemplate, SandboxOperation.ListTemplates, SandboxOperation.DeleteTemplate],
            provider.TryGet<ITemplateStore>(out _)),
        (nameof(IEventSource), [SandboxOperation.ReadEvents], provider.TryGet<IEventSource>(out _)),
    ];

    /// <summary>A call of each operation whose interface the sandbox or the provider has.</summary>
    public static IEnumerable<(SandboxOperation Operation, Func<Task> Call)> Of(ComplianceContext context, ISandbox sandbox)
    {
        var token = context.CancellationToken;
        var lifetime = TimeSpan.FromHours(1);
        return
        [
            .. On<ISnapshotSource>(sandbox, (SandboxOperation.CreateSnapshot, it => it.CreateSnapshotAsync(null, token))),
            .. On<IBranchable>(sandbox, (SandboxOperation.Branch, it => it.BranchAsync(1, token))),
            .. On<IPausable>(
                sandbox, (SandboxOperation.Pause, it => it.PauseAsync(token)), (SandboxOperation.Resume, it => it.ResumeAsync(token))),
            .. On<IRestartable>(
                sandbox,
                (SandboxOperation.StopSandbox, it => it.StopAsync(token)),
                (SandboxOperation.RestartSandbox, it => it.RestartAsync(token))),
            .. On<ILifetimeExtendable>(sandbox, (SandboxOperation.ExtendLifetime, it => it.ExtendLifetimeAsync(lifetime, token))),
            .. On<IEndpointSource>(sandbox, (SandboxOperation.GetEndpoint, it => it.GetEndpointAsync(8080, token))),
            .. On<ITerminalHost>(sandbox, (SandboxOperation.OpenTerminal, it => context.OpenAsync(it, null))),
            .. On<IProcessTable>(
                sandbox,
                (SandboxOperation.ListProcesses, it => context.ToListAsync(it.ListProcessesAsync(token))),
                (SandboxOperation.AttachProcess, it => it.AttachProcessAsync("1", token))),
            .. On<IMetricsSource>(sandbox, (SandboxOperation.GetMetrics, it => it.GetMetricsAsync(token))),
            .. On<ILogSource>(sandbox, (SandboxOperation.ReadLogs, it => context.ToListAsync(it.ReadLogsAsync(cancellationToken: token)))),
            .. On<IHealthSource>(sandbox, (SandboxOperation.CheckHealth, it => it.CheckHealthAsync(token))),
            .. On<IFileWatcher>(sandbox, (SandboxOperation.WatchFiles, it => context.ToListAsync(it.WatchAsync(".", token)))),
            .. On<ISnapshotStore>(
                context.Provider,
                (SandboxOperation.ListSnapshots, it => context.ToListAsync(it.ListSnapshotsAsync(token))),
                (SandboxOperation.DeleteSnapshot, it => it.DeleteSnapshotAsync("none", token))),
            .. On<IVolumeStore>(
                context.Provider,
                (SandboxOperation.CreateVolume, it => it.CreateVolumeAsync(null, token)),
                (SandboxOperation.ListVolumes, it => context.ToListAsync(it.ListVolumesAsync(token))),
                (SandboxOperation.DeleteVolume, it => it.DeleteVolumeAsync("none", token))),
            .. On<INetworkStore>(
                context.Provider,
                (SandboxOperation.CreateNetwork, it => it.CreateNetworkAsync(null, token)),
                (SandboxOperation.ListNetworks, it => context.ToListAsync(it.ListNetworksAsync(token))),
                (SandboxOperation.DeleteNetwork, it => it.DeleteNetworkAsync("none", token))),
            .. On<ITemplateStore>(
                context.Provider,
                (SandboxOperation.BuildTemplate, it => it.BuildTemplateAsync(Template(), null, token)),
                (SandboxOperation.ListTemplates, it => context.ToListAsync(it.ListTemplatesAsync(token))),
                (SandboxOperation.DeleteTemplate, it => it.DeleteTemplateAsync("none", token))),
            .. On<IEventSource>(
                context.Provider, (SandboxOperation.ReadEvents, it => context.ToListAsync(it.ReadEventsAsync(null, token)))),
        ];
    }

    /// <summary>A call that sets each option of each further operation whose interface the sandbox or the provider has.</summary>
    public static IEnumerable<(SandboxOperation Operation, string Option, Func<Task> Call)> Options(
        ComplianceContext context, ISandbox sandbox)
    {
        var token = context.CancellationToken;
        var labels = new Dictionary<string, string> { ["key"] = "value" };
        return
        [
            .. Opens("Arguments", new() { Arguments = ["true"] }), .. Opens("WorkingDirectory", new() { WorkingDirectory = "/" }),
            .. Opens("Environment", new() { Environment = labels }), .. Opens("User", new() { User = "user" }),
            .. Opens("Columns", new() { Columns = 100 }), .. Opens("Rows", new() { Rows = 50 }),
            .. Reads("Follow", new() { Follow = true }),
            .. Reads("Tail", new() { Tail = 1 }),
            .. Reads("Since", new() { Since = DateTimeOffset.UnixEpoch }),
            .. Makes("Name", new() { Name = "name" }),
            .. Makes("Labels", new() { Labels = labels }),
            .. Makes("SizeBytes", new() { SizeBytes = 1 << 30 }),
            .. Connects("Name", new() { Name = "name" }),
            .. Connects("Labels", new() { Labels = labels }),
            .. Connects("IsInternal", new() { IsInternal = true }),
            .. Builds("RecipePath", Template() with { RecipePath = "recipe" }),
            .. Builds("Arguments", Template() with { Arguments = labels }),
            .. Builds("Labels", Template() with { Labels = labels }),
            .. On<IEventSource>(
                context.Provider, (
                    SandboxOperation.ReadEvents,
                    it => context.ToListAsync(it.ReadEventsAsync(
                        DateTimeOffset.UtcNow, token)))).Select(item => (item.Operation, "Since", item.Call)),
        ];

        IEnumerable<(SandboxOperation, string, Func<Task>)> Opens(string option, TerminalOptions options) =>
            On<ITerminalHost>(
                sandbox,
                (SandboxOperation.OpenTerminal, it => context.OpenAsync(it, options))).Select(item => (item.Operation, option, item.Call));

        IEnumerable<(SandboxOperation, string, Func<Task>)> Reads(string option, LogOptions options) =>
            On<ILogSource>(
                sandbox, (
                    SandboxOperation.ReadLogs,
                    it => context.ToListAsync(it.ReadLogsAsync(options, token)))).Select(item => (item.Operation, option, item.Call));

        IEnumerable<(SandboxOperation, string, Func<Task>)> Makes(string option, CreateVolumeOptions options) =>
            On<IVolumeStore>(
                context.Provider, (
                    SandboxOperation.CreateVolume,
                    it => it.CreateVolumeAsync(options, token))).Select(item => (item.Operation, option, item.Call));

        IEnumerable<(SandboxOperation, string, Func<Task>)> Connects(string option, CreateNetworkOptions options) =>
            On<INetworkStore>(
                context.Provider, (
                    SandboxOperation.CreateNetwork,
                    it => it.CreateNetworkAsync(options, token))).Select(item => (item.Operation, option, item.Call));

        IEnumerable<(SandboxOperation, string, Func<Task>)> Builds(string option, BuildTemplateOptions options) =>
            On<ITemplateStore>(
                context.Provider, (
                    SandboxOperation.BuildTemplate,
                    it => it.BuildTemplateAsync(options, null, token))).Select(item => (item.Operation, option, item.Call));
    }

    private static BuildTemplateOptions Template() => new() { Name = "name", ContextDirectory = AppContext.BaseDirectory };

    private static (string, SandboxOperation[], bool) Has<T>(ISandbox sandbox, params SandboxOperation[] operations)
        where T : class => (typeof(T).Name, operations, sandbox.TryGet<T>(out _));

    private static IEnumerable<(SandboxOperation Operation, Func<Task> Call)> On<T>(
        ISandbox target, params (SandboxOperation Operation, Func<T, Task> Call)[] calls)
        where T : class => On(target.TryGet<T>(out var capability) ? capability : target, calls);

    private static IEnumerable<(SandboxOperation Operation, Func<Task> Call)> On<T>(
        ISandboxProvider target, params (SandboxOperation Operation, Func<T, Task> Call)[] calls)
        where T : class => On(target.TryGet<T>(out var capability) ? capability : target, calls);

    /// <summary>Where <c>TryGet</c> says no, the interface itself is taken: a narrowed member is called all the same.</summary>
    private static IEnumerable<(SandboxOperation Operation, Func<Task> Call)> On<T>(
        object target, (SandboxOperation Operation, Func<T, Task> Call)[] calls)
        where T : class =>
        target is T it ? calls.Select(item => (item.Operation, (Func<Task>)(() => item.Call(it)))) : [];
}
