using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Records;

/// <summary>A provider whose methods take records of its own, whose members are bound one by one.</summary>
[Provider("records")]
public sealed partial class RecordProvider
{
    /// <summary>The calls that reached the back end.</summary>
    public List<string> Calls { get; } = [];

    [CreateSandbox]
    private Task<RecordBox> CreateAsync(BoxCreate create, BoxExtra? extra, CancellationToken cancellationToken)
    {
        Calls.Add(
            $"create {create.Image} {create.Lifetime} {create.Labels["team"]} {string.Join(',', create.Ports)} {create.Cpus} {create.MemoryBytes} {create.Environment.Count} {extra?.Zone}");
        return Task.FromResult(new RecordBox("b1", create.Labels));
    }

    [GetSandbox]
    private Task<RecordBox?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<RecordBox?>(new(sandboxId, null));

    [ListSandboxes]
    private Task<RecordBox[]> ListAsync(BoxFilter filter, CancellationToken cancellationToken)
    {
        Calls.Add($"list {filter.Labels.Count}");
        return Task.FromResult<RecordBox[]>([]);
    }

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

    [RunCommand]
    private Task<ExecutionResult> RunAsync(RecordBox box, TimedCommand command, string? user, CancellationToken cancellationToken)
    {
        Calls.Add($"run {box.Id} {command.Arguments[0]} {command.Timeout} {command.WorkingDirectory} {user}");
        return Task.FromResult(ExecutionResult.Exited(0));
    }

    [RunCode]
    private Task<ExecutionResult> RunCodeAsync(RecordBox box, Snippet? snippet, CancellationToken cancellationToken)
    {
        Calls.Add($"code {box.Id} {snippet?.Code} {snippet?.Language}");
        return Task.FromResult(ExecutionResult.Exited(0));
    }

    [DeletePath]
    private Task DeleteAsync(RecordBox box, Deletion deletion, CancellationToken cancellationToken)
    {
        Calls.Add($"delete {box.Id} {deletion.Path}");
        return Task.CompletedTask;
    }

    /// <summary>A structure, nested and private: generated code is in the same class.</summary>
    private readonly record struct Snippet(string Code, CodeLanguage Language);

    /// <summary>Written with a constructor of its own, and without <c>recursive</c>, which is therefore refused.</summary>
    private sealed record Deletion
    {
        public Deletion(string path) => Path = path;

        public string Path { get; }
    }

    public sealed record RecordBox([property: SandboxId] string Id, [property: Labels] IReadOnlyDictionary<string, string>? Labels);
}

/// <summary>What the back end can be asked for when a sandbox is created.</summary>
internal sealed record BoxCreate(
    string? Image,
    [AtLeast("00:01:00"), AtMost("1.00:00:00")] TimeSpan? Lifetime,
    IReadOnlyDictionary<string, string> Labels,
    [AtLeast("1024")] IReadOnlyList<int> Ports,
    double? Cpus)
{
    [AtMost("8589934592")]
    public long? MemoryBytes { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>No option, because nothing can set it.</summary>
    public bool HasImage => Image is not null;
}

internal record BoxCommand(IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }
}

internal sealed record TimedCommand(IReadOnlyList<string> Arguments, TimeSpan? Timeout) : BoxCommand(Arguments);

internal record struct BoxFilter
{
    public IReadOnlyDictionary<string, string> Labels { get; set; }
}

/// <summary>The provider's own options, which a caller attaches: this record is passed as it is.</summary>
public sealed record BoxExtra : ProviderSandboxOptions
{
    public override string ProviderName => "records";

    public string? Zone { get; init; }
}
