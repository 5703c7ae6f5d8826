using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Limited;

/// <summary>A provider of a back end that does not take every value.</summary>
[Provider("limited")]
public sealed partial class LimitedProvider
{
    /// <summary>The calls that reached the back end.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The end of the sandbox's life at the back end.</summary>
    public DateTimeOffset? End { get; set; }

    [CreateSandbox]
    private Task<LimitedBox> CreateAsync(
        [AtLeast("00:01:00"), AtMost("1.00:00:00")] TimeSpan? lifetime,
        [Pattern("[a-z][a-z0-9-]{0,15}")] string? name,
        [Pattern("[a-z.-]{1,20}", Values = "[A-Za-z0-9._-]{0,63}")] IReadOnlyDictionary<string, string> labels,
        [AtLeast("1024")] IReadOnlyList<int> ports,
        [AtLeast("0.25"), AtMost("8")] double? cpus,
        [AtMost("8589934592")] long? memoryBytes,
        CancellationToken cancellationToken)
    {
        Calls.Add($"create {lifetime} {name} {labels.Count(label => !label.Key.StartsWith("compute.", StringComparison.Ordinal))} {ports.Count} {cpus} {memoryBytes}");
        return Task.FromResult(new LimitedBox("b1", null, labels));
    }

    [GetSandbox]
    private Task<LimitedBox?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<LimitedBox?>(new LimitedBox(sandboxId, End, null));

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

    [RunCommand]
    private Task<ExecutionResult> RunAsync(
        LimitedBox box, IReadOnlyList<string> arguments, [AtMost("00:10:00")] TimeSpan? timeout, [Pattern("[a-z]+")] string? user, CancellationToken cancellationToken)
    {
        Calls.Add($"run {box.Id} {arguments[0]} {timeout} {user}");
        return Task.FromResult(ExecutionResult.Exited(0));
    }

    [ExtendLifetime(CanShorten = false)]
    private Task ExtendAsync(LimitedBox box, [AtMost("1.00:00:00")] TimeSpan lifetime, CancellationToken cancellationToken)
    {
        Calls.Add($"extend {box.Id} {lifetime}");
        return Task.CompletedTask;
    }

    [GetEndpoint]
    private Task<SandboxEndpoint> EndpointAsync(LimitedBox box, [AtLeast("1024")] int port, CancellationToken cancellationToken) =>
        Task.FromResult(new SandboxEndpoint { Url = new Uri($"http://{box.Id}.example/{port}"), Host = $"{box.Id}.example", Port = port });

    public sealed record LimitedBox(
        [property: SandboxId] string Id, [property: ExpiresAt] DateTimeOffset? End, [property: Labels] IReadOnlyDictionary<string, string>? Labels);
}
