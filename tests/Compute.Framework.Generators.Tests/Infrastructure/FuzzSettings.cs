using System.Globalization;

namespace Compute.Framework.Generators.Tests;

/// <summary>How long random tests go on and where they start: <c>COMPUTE_FUZZ_FACTOR=20 COMPUTE_FUZZ_SEED=7</c> makes them longer, and others.</summary>
internal static class FuzzSettings
{
    /// <summary>The same for every ordinary run, so that a failure is found again.</summary>
    public static int Seed { get; } = Read("COMPUTE_FUZZ_SEED", 4711);

    public static int Rounds(int usual) => usual * Read("COMPUTE_FUZZ_FACTOR", 1);

    private static int Read(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
