using System.Globalization;

namespace Compute.Framework.Tests.Serialization;

/// <summary>Random values of the types of the contract: each optional part is there or not.</summary>
/// <param name="random">Where the values come from.</param>
internal sealed class RandomValues(Random random)
{
    private static readonly string[] Words = ["a", "", "Zürich", "日本", "😀", "with \"quotes\" \\ and \n lines", "<&>", "\0nul", "x.y-z_1", new('q', 300)];

    private static readonly string[] Names = [.. Words, "\udcff", "/d/\udc80\udc81.txt", "a\udcfez"];

    /// <summary>How a value of each type is made.</summary>
    public IReadOnlyList<Func<object>> All =>
    [
        Create, Resources, Mount, () => Network()!, () => Security()!, () => new SandboxFilter { Labels = Map() }, Command, Code, Terminal, Log, Volume, NewNetwork, Template,
        () => Capability(), Limits, () => Operation(Any<SandboxOperation>()), Manifest, Setting, Settings, Provider,
        () => Owner()!, Info, Metrics, () => new SandboxHealth(Any<SandboxHealthStatus>(), Maybe(Word)), Endpoint, Event, Availability,
        Result, () => new OutputChunk(random.NextInt64(), Any<StandardStream>(), Bytes()), () => new OutputLine(Any<StandardStream>(), Word()), Entry, Process, OpenTerminal,
        File, () => new FileChange(Any<FileChangeKind>(), Name(), Maybe(Name)), Snapshot, VolumeInfo, NetworkInfo, TemplateInfo,
        () => new TemplateProgress(Word(), MaybeInt(), MaybeInt()), Error, () => new CodeLanguage(Word()),
        () => new Signal(random.Next(1, 65)),
    ];

    private CreateSandboxOptions Create() => new()
    {
        Image = Maybe(Word),
        Template = Maybe(Word),
        SnapshotId = Maybe(Word),
        Name = Maybe(Word),
        Labels = Map(),
        Environment = Map(),
        WorkingDirectory = Maybe(Name),
        User = Maybe(Word),
        Lifetime = MaybeTime(),
        Ownership = Any<Ownership>(),
        Resources = Resources(),
        Ports = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next())],
        Mounts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Mount())],
        Network = Network(),
        Security = Security(),
    };

    private SandboxResources Resources() => new()
    {
        Cpus = random.Next(2) > 0 ? random.NextDouble() * Math.Pow(10, random.Next(-9, 9)) : null,
        MemoryBytes = MaybeLong(),
        DiskBytes = MaybeLong(),
        MaxProcesses = MaybeInt(),
        Gpus = MaybeInt(),
    };

    private SandboxMount Mount() => new(Name(), Name(), Flag());

    private NetworkPolicy? Network() => random.Next(4) switch
    {
        0 => NetworkPolicy.None,
        1 => NetworkPolicy.Full,
        2 => NetworkPolicy.AllowOnly("pypi.org", "*.example.com", $"10.{random.Next(256)}.0.0/16", "2001:db8::/32"),
        _ => NetworkPolicy.Named("n" + Word()),
    };

    private SecurityProfile? Security() => new()
    {
        ReadOnlyRoot = MaybeFlag(),
        NoNewPrivileges = MaybeFlag(),
        DropCapabilities = List(),
        AddCapabilities = List(),
        Seccomp = Maybe(Word),
    };

    private Command Command() => new()
    {
        Arguments = List(),
        WorkingDirectory = Maybe(Name),
        Environment = Map(),
        User = Maybe(Word),
        Timeout = MaybeTime(),
        StandardInput = Flag() ? CommandInput.FromBytes(Bytes()) : null,
        MaxOutputBytes = random.NextInt64(),
    };

    private RunCodeOptions Code() => new()
    {
        Language = Flag() ? new CodeLanguage(Word()) : null,
        WorkingDirectory = Maybe(Name),
        Environment = Map(),
        User = Maybe(Word),
        Timeout = MaybeTime(),
        StandardInput = Flag() ? CommandInput.FromBytes(Bytes()) : null,
        MaxOutputBytes = random.NextInt64(),
    };

    private TerminalOptions Terminal() => new()
    {
        Arguments = List(),
        WorkingDirectory = Maybe(Name),
        Environment = Map(),
        User = Maybe(Word),
        Columns = random.Next(),
        Rows = random.Next(),
    };

    private LogOptions Log() => new() { Follow = Flag(), Tail = MaybeInt(), Since = MaybeMoment() };

    private CreateVolumeOptions Volume() => new() { Name = Maybe(Word), Labels = Map(), SizeBytes = MaybeLong() };

    private CreateNetworkOptions NewNetwork() => new() { Name = Maybe(Word), Labels = Map(), IsInternal = Flag() };

    private BuildTemplateOptions Template() =>
        new() { Name = Word(), ContextDirectory = Name(), RecipePath = Maybe(Name), Arguments = Map(), Labels = Map() };

    private Support Capability() => new(Any<SupportLevel>(), Maybe(Word));

    private OptionLimits Limits() => new()
    {
        AtLeast = Maybe(Word), AtMost = Maybe(Word), Pattern = Maybe(Word), ValuePattern = Maybe(Word), OnlyGrows = Flag(),
    };

    private OperationCapability Operation(SandboxOperation operation) =>
        new(operation, Capability(), Words.Where(_ => random.Next(4) == 0).ToDictionary(word => word, _ => Capability()))
        {
            Limits = Words.Where(_ => random.Next(4) == 0).ToDictionary(word => word, _ => Limits()),
        };

    private CapabilityManifest Manifest() =>
        new(Enum.GetValues<SandboxOperation>().Where(_ => random.Next(8) == 0).Select(Operation), Capability());

    private ProviderSettingDescriptor Setting() => new()
    {
        Name = Word(), EnvironmentVariable = Word(), TypeName = Word(), IsRequired = Flag(), IsSecret = Flag(), Setup = Maybe(Word), KeyPrefix = Maybe(Word),
    };

    private ProviderSettingsSchema Settings() => new([.. Enumerable.Range(0, random.Next(3)).Select(_ => Setting())]);

    private ProviderInfo Provider() => new(Word(), Word(), Manifest(), Settings());

    private SandboxOwner? Owner() => new(Word(), Word(), Word(), random.Next(), random.NextInt64());

    private SandboxInfo Info() => new()
    {
        Id = Word(),
        ProviderName = Word(),
        Name = Maybe(Word),
        Status = Any<SandboxStatus>(),
        CreatedAt = MaybeMoment(),
        ExpiresAt = MaybeMoment(),
        Labels = Map(),
        Owner = Flag() ? Owner() : null,
    };

    private SandboxMetrics Metrics() => new()
    {
        MeasuredAt = Moment(),
        CpuTime = MaybeTime(),
        MemoryBytes = MaybeLong(),
        MemoryLimitBytes = MaybeLong(),
        NetworkReceivedBytes = MaybeLong(),
        NetworkSentBytes = MaybeLong(),
        DiskReadBytes = MaybeLong(),
        DiskWrittenBytes = MaybeLong(),
        ProcessCount = MaybeInt(),
    };

    private SandboxEndpoint Endpoint() => new()
    {
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://host-{random.Next()}.example:{random.Next(1, 65536)}/p/?token={random.Next()}")),
        Host = Word(),
        Port = random.Next(),
        Headers = Map(),
    };

    private SandboxEvent Event() => new() { Kind = Any<SandboxEventKind>(), SandboxId = Word(), OccurredAt = Moment(), Name = Word(), Labels = Map() };

    private ProviderAvailability Availability() => Flag()
        ? ProviderAvailability.Available(Maybe(Word)) with { Reason = Maybe(Word) }
        : ProviderAvailability.Unavailable(Word(), Maybe(Word));

    private ExecutionResult Result() => (random.Next(5) switch
    {
        0 => ExecutionResult.Exited(random.Next(-1, 300)),
        1 => ExecutionResult.Signaled(random.Next(1, 65)),
        2 => ExecutionResult.TimedOut(),
        3 => ExecutionResult.Killed(),
        _ => ExecutionResult.FailedToStart("r" + Word()),
    }) with
    {
        StandardOutput = Bytes(),
        StandardError = Bytes(),
        IsOutputTruncated = Flag(),
        Duration = Time(),
        ProviderName = Maybe(Word),
        SandboxId = Maybe(Word),
    };

    private LogEntry Entry() => new() { Timestamp = MaybeMoment(), Stream = Any<StandardStream>(), Data = Bytes() };

    private SandboxProcessInfo Process() => new() { Id = Word(), Arguments = Flag() ? List() : null, StartedAt = MaybeMoment(), IsRunning = Flag() };

    private TerminalInfo OpenTerminal() =>
        new() { Id = Word(), Arguments = List(), StartedAt = Moment(), IsRunning = Flag(), Columns = random.Next(), Rows = random.Next() };

    private FileEntry File() => new()
    {
        Name = Name(),
        Path = Name(),
        Type = Any<FileEntryType>(),
        SizeBytes = random.NextInt64(),
        ModifiedAt = MaybeMoment(),
        Mode = Flag() ? (UnixFileMode)random.Next(4096) : null,
        Owner = Maybe(Word),
        Group = Maybe(Word),
    };

    private SnapshotInfo Snapshot() =>
        new() { Id = Word(), Name = Maybe(Word), ParentId = Maybe(Word), CreatedAt = MaybeMoment(), SizeBytes = MaybeLong(), Labels = Map() };

    private VolumeInfo VolumeInfo() => new() { Id = Word(), Name = Maybe(Word), CreatedAt = MaybeMoment(), SizeBytes = MaybeLong(), Labels = Map() };

    private NetworkInfo NetworkInfo() => new() { Id = Word(), Name = Maybe(Word), IsInternal = Flag(), CreatedAt = MaybeMoment(), Labels = Map() };

    private TemplateInfo TemplateInfo() => new() { Id = Word(), Name = Maybe(Word), CreatedAt = MaybeMoment(), SizeBytes = MaybeLong(), Labels = Map() };

    private ComputeErrorInfo Error() => new()
    {
        Code = Word(),
        Message = Name(),
        ProviderName = Maybe(Word),
        SandboxId = Maybe(Word),
        Operation = Maybe(Word),
        IsTransient = Flag(),
        IsOutcomeUnknown = Flag(),
        RetryAfter = MaybeTime(),
        Remediation = Maybe(Name),
        Path = Maybe(Name),
        Option = Maybe(Word),
        Capability = Maybe(Word),
        Resource = Maybe(Word),
        Kind = Maybe(Word),
        ResourceId = Maybe(Word),
        Port = MaybeInt(),
        Sequence = MaybeLong(),
        Result = Flag() ? Result() : null,
    };

    private string Word() => Words[random.Next(Words.Length)];

    private string Name() => Names[random.Next(Names.Length)];

    private string? Maybe(Func<string> draw) => Flag() ? draw() : null;

    private bool Flag() => random.Next(2) > 0;

    private bool? MaybeFlag() => Flag() ? Flag() : null;

    private int? MaybeInt() => Flag() ? random.Next(int.MinValue, int.MaxValue) : null;

    private long? MaybeLong() => Flag() ? random.NextInt64(long.MinValue, long.MaxValue) : null;

    private TimeSpan Time() => random.Next(4) switch
    {
        0 => System.Threading.Timeout.InfiniteTimeSpan,
        1 => TimeSpan.FromSeconds(random.Next()),
        _ => new TimeSpan(random.NextInt64(long.MinValue, long.MaxValue)),
    };

    private TimeSpan? MaybeTime() => Flag() ? Time() : null;

    private DateTimeOffset Moment() => new(
        random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 2)), TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1)));

    private DateTimeOffset? MaybeMoment() => Flag() ? Moment() : null;

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(5) * random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private List<string> List() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Word())];

    private Dictionary<string, string> Map() => Words.Where(_ => random.Next(4) == 0).ToDictionary(word => word, _ => Word());

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
