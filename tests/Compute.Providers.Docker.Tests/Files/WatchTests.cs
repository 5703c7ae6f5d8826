namespace Compute.Providers.Docker.Tests;

/// <summary>Watching is done by a tool that the image has or not.</summary>
public sealed class WatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task An_image_without_inotifywait_cannot_be_watched_and_the_error_says_what_it_needs(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        (await sandbox.RunAsync(Command.Create("rm", "/bin/inotifywait"), Cancel)).EnsureSuccess();
        var error = await Assert.ThrowsAsync<UnsupportedCapabilityException>(
            async () => await ((IFileWatcher)sandbox).WatchAsync("/tmp", Cancel).FirstAsync(Cancel));
        Assert.Contains("inotify-tools", error.Remediation, StringComparison.Ordinal);
    }
}
