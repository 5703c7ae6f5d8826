namespace Compute.TestRun.Tests;

/// <summary>Where the sources are that the tests read and run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Run { get; } = Path.Combine(Root, "tests", "run");

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Compute.Framework.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
