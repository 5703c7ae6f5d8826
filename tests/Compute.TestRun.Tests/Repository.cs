namespace Compute.TestRun.Tests;

/// <summary>Where the sources are that the tests read and run.</summary>
internal static class Repository
{
    public static string Root => SourceTree.Root;

    public static string Run { get; } = Path.Combine(Root, "tests", "run");
}
