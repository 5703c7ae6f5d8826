namespace Compute.Providers.Docker.Tests;

/// <summary>Output far past its limit: the compliance case has 64 times its limit on every engine, this a thousand times on one.</summary>
public sealed class LargeOutputTests
{
    private const int Limit = 1 << 20;

    [Fact]
    public async Task A_gibibyte_of_output_is_read_to_its_end_and_kept_to_its_limit()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var provider = TestEngine.Needed(TestEngine.Podman.Name).CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: cancel);
        var command = Command.Shell("printf first; head -c 1073741824 /dev/zero; exit 7") with { MaxOutputBytes = Limit };
        var result = await sandbox.RunAsync(command, cancel);
        Assert.Equal(7, result.ExitCode);
        Assert.True(result.IsOutputTruncated);
        Assert.Equal(Limit, result.StandardOutput.Length);
        Assert.StartsWith("first", result.StandardOutputText, StringComparison.Ordinal);
    }
}
