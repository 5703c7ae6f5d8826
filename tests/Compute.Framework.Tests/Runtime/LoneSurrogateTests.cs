using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Text that has no encoding is refused wherever text becomes bytes, before anything leaves the process.</summary>
public sealed class LoneSurrogateTests
{
    private const string High = "a\uD800b";
    private const string Low = "\uDC80";
    private static readonly Dictionary<string, string> AsKey = new() { [High] = "v" };
    private static readonly Dictionary<string, string> AsValue = new() { ["k"] = Low };

    private readonly RecordingDriver _driver = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Half_a_pair_is_found()
    {
        Assert.All((string[])["", "żółć 🙂 \uFFFD", "🙂🙂"], text => Assert.False(TextGuard.HasLoneSurrogate(text)));
        Assert.All((string[])[High, Low, "🙂\uD83D", "\uDE42\uD83D", "\uD83D🙂"], text => Assert.True(TextGuard.HasLoneSurrogate(text)));
        Assert.True(TextGuard.CanBePath("caf" + Low));
        Assert.All((string[])[High, "\uDC7F", "\uDD00", "a\0b"], text => Assert.False(TextGuard.CanBePath(text)));
    }

    [Fact]
    public async Task Commands()
    {
        await using var sandbox = await SandboxAsync();
        foreach (var command in (Command[])
        [
            Command.Create("x", High), Command.Create(Low), Command.Create("x") with { Environment = AsKey }, Command.Create("x") with { Environment = AsValue },
            Command.Create("x") with { WorkingDirectory = High }, Command.Create("x") with { User = Low }, Command.Create("x") with { User = "a\0b" },
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => sandbox.RunAsync(command, Cancellation));
            await Assert.ThrowsAsync<ArgumentException>(() => sandbox.StartAsync(command, Cancellation));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.RunCodeAsync(High, CodeLanguage.Shell, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.RunCodeAsync("x", new CodeLanguage(High), Cancellation));
        Assert.Throws<ArgumentException>(() => CommandInput.FromText(High));
        Assert.Equal(["create"], _driver.Calls);
    }

    [Fact]
    public async Task Value_of_a_variable_is_not_shown()
    {
        await using var sandbox = await SandboxAsync();
        var command = Command.Create("x") with { Environment = new Dictionary<string, string> { ["KEY"] = "secret\uD800" } };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => sandbox.RunAsync(command, Cancellation));

        Assert.Contains("KEY", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files()
    {
        await using var sandbox = await SandboxAsync();
        var files = sandbox.Files;
        foreach (var call in (Func<Task>[])
        [
            () => files.OpenReadAsync(High, Cancellation), () => files.WriteAsync(High, Stream.Null, Cancellation), () => files.OpenWriteAsync(High, Cancellation), () => files.SetModeAsync(High, 0, Cancellation), () => files.CreateDirectoryAsync(High, Cancellation),
            async () => await files.ListAsync(High, Cancellation).ToListAsync(Cancellation), () => files.GetEntryAsync(High, Cancellation),
            () => files.ExistsAsync(High, Cancellation), () => files.DeleteAsync(High, false, Cancellation), () => files.MoveAsync(High, "b", Cancellation),
            () => files.MoveAsync("a", High, Cancellation), () => files.CopyAsync(High, "b", false, Cancellation), () => files.CopyAsync("a", High, false, Cancellation),
            () => files.WriteAllTextAsync("f", High, Cancellation), () => files.WriteAllTextAsync(High, "x", Cancellation),
            () => files.WriteFilesAsync([KeyValuePair.Create("a", "x"), KeyValuePair.Create("b", Low)], Cancellation),
            () => files.WriteFilesAsync([KeyValuePair.Create("a", "x"), KeyValuePair.Create(High, "x")], Cancellation),
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>(call);
        }

        Assert.Equal(["create"], _driver.Calls);
    }

    [Fact]
    public async Task Creation()
    {
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default);
        foreach (var options in (CreateSandboxOptions[])
        [
            new() { Image = High }, new() { Template = High }, new() { SnapshotId = High }, new() { Name = High }, new() { WorkingDirectory = High },
            new() { User = High }, new() { Labels = AsKey }, new() { Labels = AsValue }, new() { Environment = AsKey }, new() { Environment = AsValue },
            new() { Mounts = [new SandboxMount(High, "/x")] }, new() { Mounts = [new SandboxMount("/x", High)] }, new() { Network = NetworkPolicy.Named(High) },
            new() { Security = new() { Seccomp = High } }, new() { Security = new() { AddCapabilities = [High] } },
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => runtime.CreateAsync<ISandbox>(options, Cancellation));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => runtime.GetAsync<ISandbox>(High, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => runtime.DestroyAsync(High, Cancellation));
        Assert.Throws<ArgumentException>(() => runtime.ListAsync(new SandboxFilter { Labels = AsValue }, Cancellation));
        Assert.Empty(_driver.Calls);
    }

    private async Task<ISandbox> SandboxAsync() =>
        await new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default).CreateAsync<ISandbox>(null, Cancellation);
}
