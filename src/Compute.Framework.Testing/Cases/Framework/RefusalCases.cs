namespace Compute.Framework.Testing;

/// <summary>What is not claimed is refused with the right error.</summary>
public static class RefusalCases
{
    /// <summary>Every creation option that is not claimed is an <see cref="UnsupportedOptionException"/>, and nothing is created.</summary>
    [ComplianceCase("framework/refuses-create-options")]
    public static async Task RefusesCreateOptions(ComplianceContext context)
    {
        (string Option, CreateSandboxOptions Options)[] samples =
        [
            ("Image", context.Defaults with { Image = "image" }),
            ("Template", context.Defaults with { Template = "template" }),
            ("SnapshotId", context.Defaults with { SnapshotId = "snapshot" }),
            ("Name", context.Defaults with { Name = "name" }),
            ("Labels", context.Defaults with { Labels = new Dictionary<string, string> { ["key"] = "value" } }),
            ("Environment", context.Defaults with { Environment = new Dictionary<string, string> { ["KEY"] = "value" } }),
            ("WorkingDirectory", context.Defaults with { WorkingDirectory = "/tmp" }),
            ("User", context.Defaults with { User = "user" }),
            ("Lifetime", context.Defaults with { Lifetime = TimeSpan.FromHours(1) }),
            ("Resources.Cpus", context.Defaults with { Resources = context.Defaults.Resources with { Cpus = 1 } }),
            ("Resources.MemoryBytes", context.Defaults with { Resources = context.Defaults.Resources with { MemoryBytes = 1L << 30 } }),
            ("Resources.DiskBytes", context.Defaults with { Resources = context.Defaults.Resources with { DiskBytes = 1L << 30 } }),
            ("Resources.MaxProcesses", context.Defaults with { Resources = context.Defaults.Resources with { MaxProcesses = 100 } }),
            ("Resources.Gpus", context.Defaults with { Resources = context.Defaults.Resources with { Gpus = 1 } }),
            ("Ports", context.Defaults with { Ports = [8080] }),
            ("Mounts", context.Defaults with { Mounts = [new SandboxMount("/tmp", "/mnt")] }),
            ("Network", context.Defaults with { Network = NetworkPolicy.None }),
            ("NetworkAllowList", context.Defaults with { Network = NetworkPolicy.AllowOnly("example.com") }),
            ("Security", context.Defaults with { Security = new SecurityProfile { NoNewPrivileges = true } }),
        ];
        var before = await CountAsync(context).ConfigureAwait(false);
        foreach (var (option, options) in samples.Where(sample =>
            !context.Capabilities.Supports(SandboxOperation.CreateSandbox, sample.Option)))
        {
            var error = await Check.ThrowsAsync<UnsupportedOptionException>(
                () => context.CreateSandboxAsync(options),
                $"CreateAsync with the option {option}, which Info.Capabilities does not claim,",
                Law.HonorOrReject).ConfigureAwait(false);
            Check.Equal(option, error.Option, "UnsupportedOptionException.Option", Law.HonorOrReject);
        }

        var after = await CountAsync(context).ConfigureAwait(false);
        Check.Equal(before, after, "the number of this case's sandboxes after refused creations", Law.HonorOrReject);
    }

    /// <summary>Every command option that is not claimed is an <see cref="UnsupportedOptionException"/>, and nothing is run.</summary>
    [ComplianceCase("framework/refuses-command-options")]
    public static async Task RefusesCommandOptions(ComplianceContext context)
    {
        var command = Command.Create("true");
        (string Option, Command Command)[] samples =
        [
            ("WorkingDirectory", command with { WorkingDirectory = "/" }),
            ("Environment", command with { Environment = new Dictionary<string, string> { ["KEY"] = "value" } }),
            ("User", command with { User = "user" }),
            ("Timeout", command with { Timeout = TimeSpan.FromMinutes(1) }),
            ("StandardInput", command with { StandardInput = CommandInput.FromText("input") }),
        ];
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        foreach (var operation in (SandboxOperation[])[SandboxOperation.RunCommand, SandboxOperation.StartProcess])
        {
            foreach (var (option, sample) in samples.Where(sample => context.Capabilities.Supports(operation)
                && !context.Capabilities.Supports(operation, sample.Option)))
            {
                var error = await Check.ThrowsAsync<UnsupportedOptionException>(
                    async () =>
                    {
                        if (operation == SandboxOperation.RunCommand)
                        {
                            await sandbox.RunAsync(sample, context.CancellationToken).ConfigureAwait(false);
                        }
                        else
                        {
                            await context.StartAsync(sandbox, sample).ConfigureAwait(false);
                        }
                    },
                    $"{operation} with the option {option}, which Info.Capabilities does not claim,",
                    Law.HonorOrReject).ConfigureAwait(false);
                Check.Equal(option, error.Option, "UnsupportedOptionException.Option", Law.HonorOrReject);
            }
        }
    }

    /// <summary>Every operation that is not claimed is refused, and <c>TryGet</c> says no.</summary>
    [ComplianceCase("framework/refuses-operations")]
    public static async Task RefusesOperations(ComplianceContext context)
    {
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        await CheckRefusedAsync(
            SandboxOperation.StartProcess, () => context.StartAsync(sandbox, Command.Create("true"))).ConfigureAwait(false);
        await CheckRefusedAsync(
            SandboxOperation.RunCommand, () => sandbox.RunAsync(Command.Create("true"), context.CancellationToken)).ConfigureAwait(false);
        await CheckRefusedAsync(
            SandboxOperation.RunCode, () => sandbox.RunCodeAsync("", CodeLanguage.Shell, context.CancellationToken)).ConfigureAwait(false);
        await CheckRefusedAsync(SandboxOperation.ListSandboxes, () => context.ListIdsAsync()).ConfigureAwait(false);
        foreach (var (operation, call) in OptionalOperations.Of(context, sandbox))
        {
            await CheckRefusedAsync(operation, call).ConfigureAwait(false);
        }

        async Task CheckRefusedAsync(SandboxOperation operation, Func<Task> call)
        {
            if (!context.Capabilities.Supports(operation))
            {
                await Check.ThrowsAsync<UnsupportedCapabilityException>(
                    call, $"{operation}, which Info.Capabilities does not claim,", Law.Capabilities).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Every option of a further operation that is not claimed is an <see cref="UnsupportedOptionException"/>.</summary>
    [ComplianceCase("framework/refuses-further-options")]
    public static async Task RefusesFurtherOptions(ComplianceContext context)
    {
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        foreach (var (operation, option, call) in OptionalOperations.Options(context, sandbox))
        {
            if (context.Capabilities.Supports(operation) && !context.Capabilities.Supports(operation, option))
            {
                var error = await Check.ThrowsAsync<UnsupportedOptionException>(
                    call, $"{operation} with the option {option}, which Info.Capabilities does not claim,",
                    Law.HonorOrReject).ConfigureAwait(false);
                Check.Equal(option, error.Option, "UnsupportedOptionException.Option", Law.HonorOrReject);
            }
        }
    }

    /// <summary><c>TryGet</c> and the manifest agree.</summary>
    [ComplianceCase("framework/capabilities-agree")]
    public static async Task CapabilitiesAgree(ComplianceContext context)
    {
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        foreach (var (capability, operations, isThere) in OptionalOperations.Capabilities(sandbox))
        {
            Check.Equal(
                operations.All(context.Capabilities.Supports),
                isThere,
                $"TryGet<{capability}> as Info.Capabilities says of {string.Join(" and ", operations)}",
                Law.Capabilities);
        }

        foreach (var (store, operations, isThere) in OptionalOperations.Stores(context.Provider))
        {
            Check.Equal(
                operations.All(context.Capabilities.Supports),
                isThere,
                $"the provider's TryGet<{store}> as Info.Capabilities says of {string.Join(", ", operations)}",
                Law.Capabilities);
        }

        foreach (var operation in (SandboxOperation[])[SandboxOperation.CreateSandbox, SandboxOperation.GetSandbox,
            SandboxOperation.DestroySandbox])
        {
            Check.That(
                context.Capabilities.Supports(operation), $"{operation} is claimed by every provider", "Unsupported", Law.Capabilities);
        }

        var described = context.Capabilities.Operations.SelectMany(operation => operation.Options.Values.Append(operation.Support));
        Check.That(
            described.All(capability => capability.Level != SupportLevel.Emulated || !string.IsNullOrEmpty(capability.Description)),
            "what is emulated says how", "an emulated capability has no description", Law.Capabilities);
    }

    /// <summary>Options for another provider are left alone; unknown ones for this provider are refused.</summary>
    [ComplianceCase("framework/own-options")]
    public static async Task OwnOptions(ComplianceContext context)
    {
        await Check.SucceedsAsync(
            () => context.CreateSandboxAsync(context.Defaults.With(new StrangeOptions("some-other-provider"))),
            "CreateAsync with options for another provider",
            Law.HonorOrReject).ConfigureAwait(false);
        await Check.ThrowsAsync<UnsupportedOptionException>(
            () => context.CreateSandboxAsync(context.Defaults.With(new StrangeOptions(context.Provider.Info.Name))),
            "CreateAsync with options that name this provider and that it does not know",
            Law.HonorOrReject).ConfigureAwait(false);
    }

    private static async Task<int> CountAsync(ComplianceContext context) =>
        context.Capabilities.Supports(SandboxOperation.ListSandboxes)
            && context.Capabilities.Supports(SandboxOperation.ListSandboxes, "Labels")
            && context.Defaults.Labels.Count > 0
            ? (await context.ListIdsAsync(context.CaseLabel).ConfigureAwait(false)).Count
            : 0;

    private sealed record StrangeOptions(string Provider) : ProviderSandboxOptions
    {
        public override string ProviderName => Provider;
    }
}
