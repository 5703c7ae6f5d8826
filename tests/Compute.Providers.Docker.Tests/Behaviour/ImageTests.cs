using System.Formats.Tar;
using System.Text;

namespace Compute.Providers.Docker.Tests;

/// <summary>Images that are there, that are not, and that are made without a registry.</summary>
public sealed class ImageTests
{
    private const string NoRegistry = "127.0.0.1:1/nobody/nothing:1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task An_image_that_cannot_be_pulled_is_a_typed_error_with_its_name_and_leaves_nothing(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        var mark = new Dictionary<string, string> { [$"image-{Guid.NewGuid():n}"] = "1" };
        var error = await Assert.ThrowsAsync<ImageNotAvailableException>(
            () => provider.CreateAsync(new CreateSandboxOptions { Image = NoRegistry, Labels = mark }, Cancel));
        Assert.Equal(NoRegistry, error.Image);
        Assert.Contains(NoRegistry, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await provider.ListAsync(new SandboxFilter { Labels = mark }, Cancel).CountAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task An_image_that_may_not_be_pulled_is_not(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        var options = new CreateSandboxOptions { Image = NoRegistry }.With(new DockerCreateOptions { PullPolicy = ImagePullPolicy.Never });
        var error = await Assert.ThrowsAsync<ImageNotAvailableException>(() => provider.CreateAsync(options, Cancel));
        Assert.Contains("may not be pulled", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task An_image_is_made_of_a_tar_archive(string name)
    {
        var engine = TestEngine.Needed(name);
        var options = engine.Options();
        var provider = new DockerProvider(options, TimeProvider.System);
        var reference = $"localhost/compute-test-import:{Guid.NewGuid():n}";
        await using var first = engine.CreateProvider();
        await using var source = await first.CreateAsync(cancellationToken: Cancel);
        using var archive = await ArchiveAsync(source, "sh", "sleep", "cat");
        using var raw = new RawEngine(engine.Host!);
        try
        {
            await provider.ImportImageAsync(archive, reference, Cancel);
            await using var sandbox = await first.CreateAsync(new CreateSandboxOptions { Image = reference }, Cancel);
            Assert.Equal("of an archive", (await sandbox.RunAsync(Command.Create("cat", "/etc/made"), Cancel)).EnsureSuccess().StandardOutputText);
        }
        finally
        {
            provider.Dispose();
            await raw.DeleteAsync($"images/{reference}?force=1", CancellationToken.None);
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task An_image_without_a_shell_says_that_it_needs_one(string name)
    {
        var engine = TestEngine.Needed(name);
        var reference = $"localhost/compute-test-no-shell:{Guid.NewGuid():n}";
        await using var provider = engine.CreateProvider();
        await using var source = await provider.CreateAsync(cancellationToken: Cancel);
        using var raw = new RawEngine(engine.Host!);
        using var author = new DockerProvider(engine.Options(), TimeProvider.System);
        try
        {
            using var archive = await ArchiveAsync(source, "cat");
            await author.ImportImageAsync(archive, reference, Cancel);
            await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Image = reference }, Cancel);
            await WaitUntilStoppedAsync(provider, sandbox.Id);
            var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("cat", "/etc/made"), Cancel));
            Assert.Contains("'/bin/sh' and 'sleep'", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await raw.DeleteAsync($"images/{reference}?force=1", CancellationToken.None);
        }
    }

    /// <summary>An archive of busybox under these names.</summary>
    private static async Task<MemoryStream> ArchiveAsync(DockerProvider.Sandbox source, params string[] applets)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            await using var busybox = await source.Files.OpenReadAsync("/bin/busybox", Cancel);
            foreach (var (path, content, mode) in new (string, Stream, UnixFileMode)[]
                { ("bin/busybox", busybox, Executable), ("etc/made", new MemoryStream(Encoding.UTF8.GetBytes("of an archive")), UnixFileMode.UserRead) })
            {
                using var copy = new MemoryStream();
                await content.CopyToAsync(copy, Cancel);
                copy.Position = 0;
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = copy, Mode = mode }, Cancel);
            }

            foreach (var applet in applets)
            {
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" }, Cancel);
            }
        }

        archive.Position = 0;
        return archive;
    }

    private static async Task WaitUntilStoppedAsync(ISandboxProvider provider, string sandboxId)
    {
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            if (await provider.ListAsync(cancellationToken: Cancel).FirstOrDefaultAsync(info => info.Id == sandboxId, Cancel) is not { Status: SandboxStatus.Running })
            {
                return;
            }

            await Task.Delay(50, Cancel);
        }

        Assert.Fail("The sandbox's main process runs on.");
    }

    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
}
