using System.Globalization;

namespace Compute.Providers.Docker.Tests;

/// <summary>A large file goes in and out byte for byte without passing through memory as a whole.</summary>
/// <remarks>Not beside other tests: what they hold would be counted, too.</remarks>
[Collection(nameof(LargeFileTests))]
[CollectionDefinition(nameof(LargeFileTests), DisableParallelization = true)]
public sealed class LargeFileTests
{
    private const string ResetPeak = "5";
    private const double GrowthLimit = 64;

    /// <summary>1 GiB where archives carry it, and everywhere on demand. What commands carry must be larger than the limit on one engine;
    /// gVisor gets it in the same chunks, a hundred times slower.</summary>
    private static long SizeOn(TestEngine engine) =>
        engine == TestEngine.Podman || Environment.GetEnvironmentVariable("COMPUTE_TEST_LARGE") is { Length: > 0 } ? 1L << 30
        : engine == TestEngine.Docker ? 100L << 20
        : 20L << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_large_file_is_the_same_inside_and_after_its_return(string name)
    {
        var engine = TestEngine.Needed(name);
        var size = SizeOn(engine);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        var before = await StartMeasuringAsync();

        await sandbox.Files.WriteAsync("/var/tmp/large", new PatternStream(size), Cancel);
        var count = await sandbox.RunAsync(Command.Shell("wc -c < /var/tmp/large"), Cancel);
        Assert.Equal(size.ToString(CultureInfo.InvariantCulture), count.StandardOutputText.Trim());
        await using (var content = await sandbox.Files.OpenReadAsync("/var/tmp/large", Cancel))
        {
            Assert.Null(await PatternStream.FindDifferenceAsync(content, size, Cancel));
        }

        var growth = (Kibibytes("VmHWM:") - before) / 1024.0;
        Assert.True(growth < GrowthLimit, string.Create(CultureInfo.InvariantCulture, $"The working set grew by {growth:0.0} MiB."));
    }

    private static async Task<long> StartMeasuringAsync()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await File.WriteAllTextAsync("/proc/self/clear_refs", ResetPeak, Cancel);
        return Kibibytes("VmRSS:");
    }

    private static long Kibibytes(string field) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim().Split(' ')[0],
        CultureInfo.InvariantCulture);
}
