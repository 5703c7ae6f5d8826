namespace Compute.Framework.Testing;

/// <summary>The parts of the contract that failures refer to.</summary>
internal static class Law
{
    public const string HonorOrReject = "law 2, honor or reject: an option that is set is honored or refused with " +
        "UnsupportedOptionException; it is never dropped.";
    public const string NeverInvent = "law 3, never invent an outcome: there is an exit code only if a process exited; lost streams and " +
        "dead sandboxes are exceptions.";
    public const string BytesFirst = "law 4, argv first, bytes first: arguments, input, output and files arrive byte for byte.";
    public const string TimeoutKills = "law 5, a time-out kills what it started, inside the sandbox, the whole process tree, and keeps " +
        "the output so far.";
    public const string OwnWhatYouCreate = "law 6, own what you create: disposing a created sandbox destroys it, a non-owned or detached " +
        "one is left running, and a create that fails leaves nothing behind.";
    public const string Identity = "section 3, ISandboxProvider: sandboxes have a unique id, are found by it, are listed while they " +
        "exist, and carry their provider's name.";
    public const string Availability = "section 3, ISandboxProvider.CheckAvailabilityAsync: what is missing is reported, and what to do.";
    public const string Destroy = "section 3, ISandboxProvider.DestroyAsync: destroying is idempotent, and what is destroyed is a " +
        "SandboxNotFoundException from then on.";
    public const string Outcome = "section 3, ExecutionResult: a failing command is a result with its own outcome, not an exception.";
    public const string Arguments = "section 3, Command: what no process could receive (a NUL, a key with '=' or none, a time-out that " +
        "is not positive) is an ArgumentException.";
    public const string CallerStreams = "section 3, CommandInput and ISandboxFileSystem.WriteAsync: a caller's stream keeps no command " +
        "waiting, and what it throws reaches the caller as it is.";
    public const string Ranges = "section 3: numbers are honored, or refused with ArgumentOutOfRangeException before anything starts.";
    public const string Cancellation = "section 3, ISandbox.RunAsync: a cancelled token is an OperationCanceledException, and the " +
        "command is gone.";
    public const string MaxOutput = "section 3, ExecutionResult: at most MaxOutputBytes a stream are kept, the rest is read and " +
        "dropped, and IsOutputTruncated says so.";
    public const string Process = "section 3, ISandboxProcess: output is replayable by sequence number and ends when the process has " +
        "ended and all of it was delivered.";
    public const string Isolation = "law 2 and section 3: a sandbox has the environment that it was given and nothing of the host's.";
    public const string Files = "section 3, ISandboxFileSystem: files are bytes, parents are created on write, and each failure has its " +
        "own error with the path in it.";
    public const string Snapshots = "section 3, ISnapshotSource and IBranchable: the copy has the files as they were, and neither side " +
        "sees what the other writes later.";
    public const string Errors = "section 3, ComputeException: an error carries code, provider, sandbox, operation, whether it is " +
        "transient, and what to do.";
    public const string Capabilities = "section 3, Info.Capabilities and TryGet: what the manifest claims is there, and what it does " +
        "not claim is refused with UnsupportedCapabilityException.";
    public const string Concurrency = "section 3: sandboxes and providers are safe for concurrent use.";
    public const string NoSecrets = "section 4, options binding: secrets are shown in no error, no text and no argument list.";
    public const string Pausing = "section 3, IPausable and IRestartable: files stay, pausing suspends and stopping ends what runs, and " +
        "each is idempotent.";
    public const string Expiring = "section 3, ILifetimeExtendable: the sandbox lives until the lifetime from now, whatever end " +
        "it had before.";
    public const string Terminal = "section 3, ITerminalHost: a program in a terminal of the size that was asked for, found again " +
        "through another handle.";
    public const string ProcessTable = "section 3, IProcessTable: what runs is listed and found again with all of its output; what was " +
        "found is not owned.";
    public const string Watch = "section 3, IFileWatcher: the first element says that the watch has begun, and from then on no change " +
        "below the directory is missed.";
    public const string Endpoint = "section 3, IEndpointSource: a port of CreateSandboxOptions.Ports is reached from outside, any other " +
        "is an EndpointNotFoundException.";
    public const string Metrics = "section 3, IMetricsSource: what the sandbox uses now; what the back end does not report is null.";
    public const string Logs = "section 3, ILogSource: what the sandbox's own main process wrote, not what commands in it write.";
    public const string Health = "section 3, IHealthSource: the health that the back end watches; never an invented one.";
    public const string Volumes = "section 3, IVolumeStore: a volume keeps its data from sandbox to sandbox until it is deleted; " +
        "deleting is idempotent.";
    public const string Networks = "section 3, INetworkStore: sandboxes on the same network reach each other; deleting is idempotent.";
    public const string Templates = "section 3, ITemplateStore: a template is built from a directory and sandboxes begin as it says; " +
        "deleting is idempotent.";
    public const string Events = "section 3, IEventSource: what happens to sandboxes is reported in order, until the caller stops.";
}
