#pragma warning disable CA1716, CA1720 // What the generator writes must compile for names that are keywords.
using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.@namespace.@event;

/// <summary>Every name that may be one is a keyword.</summary>
[Provider("keyword-1")]
public sealed partial class @class(@params @default)
{
    private readonly Dictionary<string, @object> _all = [];

    public @params Settings => @default;

    [CreateSandbox]
    public Task<@object> @return(@for? @foreach, CancellationToken @checked)
    {
        var made = new @object { @string = $"id-{_all.Count}-{@foreach?.@in}" };
        _all.Add(made.@string, made);
        return Task.FromResult(made);
    }

    [GetSandbox]
    public Task<@object?> @if(string sandboxId, CancellationToken @else) => Task.FromResult(_all.GetValueOrDefault(sandboxId));

    [DestroySandbox]
    public Task @while(string sandboxId, CancellationToken @do) => Task.FromResult(_all.Remove(sandboxId));

    [RunCommand]
    public static Task<ExecutionResult> @static(@object @this, IReadOnlyList<string> arguments, CancellationToken @base) => Task.FromResult(ExecutionResult.Exited(3));
}

[ProviderSettings(EnvironmentPrefix = "CFW_TEST_KEYWORDS")]
public sealed partial record @params
{
    [Secret]
    public string @string { get; set; } = "";

    public required int @int { get; init; }
}

public record @object
{
    [SandboxId]
    public required string @string { get; init; }
}

public sealed record @for : ProviderSandboxOptions
{
    public override string ProviderName => "keyword-1";

    public string? @in { get; init; }
}
