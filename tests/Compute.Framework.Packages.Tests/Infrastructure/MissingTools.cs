namespace Compute.Framework.Packages.Tests;

/// <summary>What a test needs of the machine beyond the SDK.</summary>
internal static class MissingTools
{
    private const string AllowVariable = "COMPUTE_TEST_ALLOW_MISSING";

    /// <summary>Fails the test on Linux as root, where everything can be installed, and skips it elsewhere.</summary>
    /// <param name="what">What is missing.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    public static void Missing(string what, string remedy)
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable(AllowVariable) != "1")
        {
            Assert.Fail($"{what} is missing: {remedy} {AllowVariable}=1 has such tests skipped.");
        }

        Assert.Skip($"Missing: {what}: {remedy}");
    }

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, program)));
}
