using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Compute.Tests.Shared;

/// <summary>Ends tests that cannot run here. The reason begins with its kind, which <c>test.sh</c> counts: see docs/testing.md.</summary>
/// <remarks>The kinds are those of <c>CaseOutcome.SkipReason</c>, so a compliance case and an ordinary test are counted alike.</remarks>
internal static class Needed
{
    private const string AllowVariable = "COMPUTE_TEST_ALLOW_MISSING";

    /// <summary>Whether what a test names must be there: on Linux as root all can be set up, unless the variable permits gaps.</summary>
    public static bool IsRequired { get; } =
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable(AllowVariable) != "1";

    /// <summary>The test says nothing of what it would run against, on no machine.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    [DoesNotReturn]
    public static void NotApplicable(string reason) => Skip("NotApplicable", reason);

    /// <summary>The machine has not what the test needs, and it cannot be set up; <c>tests/run/accepted-skips.txt</c> lists what is accepted.</summary>
    /// <param name="reason">What is not there, as a sentence.</param>
    [DoesNotReturn]
    public static void NotHere(string reason) => Skip("NotHere", reason);

    /// <summary>A tool or an engine is not there that could be: the test fails where <see cref="IsRequired"/>, and is skipped elsewhere.</summary>
    /// <param name="what">What is missing, such as <c>python3</c>.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    [DoesNotReturn]
    public static void Missing(string what, string remedy)
    {
        if (IsRequired)
        {
            Assert.Fail($"{what} is missing: {remedy} {AllowVariable}=1 has such tests skipped.");
        }

        Skip("Missing", $"{what}: {remedy}");
    }

    /// <summary>Needs Linux.</summary>
    /// <param name="reason">What for, as a sentence.</param>
    public static void Linux(string reason)
    {
        if (!OperatingSystem.IsLinux())
        {
            NotHere(reason);
        }
    }

    [DoesNotReturn]
    private static void Skip(string kind, string reason)
    {
        Assert.Skip($"{kind}: {reason}");
        throw new InvalidOperationException("A skipped test goes on.");
    }
}
