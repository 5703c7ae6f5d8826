namespace Compute.Framework.Analyzers.Tests;

public sealed class NoHandleTests : RuleTests
{
    public override string Id => "CFW0006";

    public override IReadOnlyList<string> Wrong =>
    [
        Minimal.Source.Replace("Task<Vm>", "Task", StringComparison.Ordinal).Replace("Task<Vm?>", "Task", StringComparison.Ordinal).Replace("class MinimalProvider", "class [|MinimalProvider|]", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Minimal.Source,
    ];
}
