using System.Text;

namespace Compute.Providers.Docker.Tests;

/// <summary>The files of a sandbox are those that its commands see, and hold what was written or what they held before.</summary>
public sealed class PathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task Links_lead_where_they_lead_commands(string name)
    {
        const string Links = """
            mkdir -p /tmp/p/a/b && cd /tmp/p
            ln -s a/b l; ln -s /dev/shm m; ln -s m n; ln -s /nowhere d
            printf above >f; printf inside >a/f; printf memory >/dev/shm/f
            """;
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        (await sandbox.RunAsync(Command.Shell(Links), Cancel)).EnsureSuccess();
        foreach (var (path, content) in new[] { ("/tmp/p/l/../f", "inside"), ("/tmp/p/l/../../f", "above"), ("/tmp/p/m/f", "memory"), ("/tmp/p/n/f", "memory"), ("/dev/shm/f", "memory") })
        {
            Assert.Equal(content, await sandbox.Files.ReadAllTextAsync(path, cancellationToken: Cancel));
            Assert.Equal(content.Length, (await sandbox.Files.GetEntryAsync(path, Cancel))!.SizeBytes);
        }

        foreach (var path in new[] { "/tmp/p/l/../new", "/tmp/p/m/new", "/tmp/p/n/other" })
        {
            await sandbox.Files.WriteAllTextAsync(path, path, cancellationToken: Cancel);
            Assert.Equal(path, (await sandbox.RunAsync(Command.Create("cat", path), Cancel)).EnsureSuccess().StandardOutputText);
            Assert.True(await sandbox.Files.ExistsAsync(path, Cancel));
            await sandbox.Files.DeleteAsync(path, cancellationToken: Cancel);
            Assert.False(await sandbox.Files.ExistsAsync(path, Cancel));
        }

        Assert.False(await sandbox.Files.ExistsAsync("/tmp/p/d/f", Cancel));
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_source_that_lies_about_its_length_is_written_as_it_is(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(number => $"{number:d5} ")));
        foreach (var length in new[] { 0L, 1000, content.Length - 1, content.Length, content.Length + 1, 900_000 })
        {
            var path = $"/tmp/lying-{length}";
            await using var source = new LyingStream(content, length);
            await sandbox.Files.WriteAsync(path, source, Cancel);
            Assert.Equal(content, await sandbox.Files.ReadAllBytesAsync(path, Cancel));
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_source_that_fails_changes_nothing(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        await sandbox.Files.WriteAllTextAsync("/tmp/old", "old", cancellationToken: Cancel);
        foreach (var (path, length) in new[] { ("/tmp/old", 600_000), ("/tmp/new", 600_000), ("/tmp/old", 3_000_000), ("/tmp/new", 3_000_000) })
        {
            await using var source = new LyingStream(new byte[length], length, failsAt: 300_000);
            var thrown = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => sandbox.Files.WriteAsync(path, source, Cancel));
            Assert.Same(source.Thrown, thrown);
        }

        Assert.Equal("old", await sandbox.Files.ReadAllTextAsync("/tmp/old", cancellationToken: Cancel));
        Assert.Equal("old\n", (await sandbox.RunAsync(Command.Shell("cd /tmp; ls -A"), Cancel)).EnsureSuccess().StandardOutputText);
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task Times_of_other_calendars_and_special_files_hold_nothing_up(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        (await sandbox.RunAsync(Command.Shell("mkdir /tmp/s; cd /tmp/s; mkfifo pipe; printf far >far; touch -d @300000000000 far"), Cancel)).EnsureSuccess();
        Assert.Equal("far", await sandbox.Files.ReadAllTextAsync("/tmp/s/far", cancellationToken: Cancel));
        Assert.NotNull(await sandbox.Files.GetEntryAsync("/tmp/s/far", Cancel));
        Assert.Equal(2, await sandbox.Files.ListAsync("/tmp/s", Cancel).CountAsync(Cancel));
        Assert.Equal(FileEntryType.Other, (await sandbox.Files.GetEntryAsync("/tmp/s/pipe", Cancel))!.Type);
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => sandbox.Files.ReadAllTextAsync("/tmp/s/pipe", cancellationToken: Cancel).WaitAsync(TimeSpan.FromMinutes(2), Cancel));
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => sandbox.Files.WriteAllTextAsync("/tmp/s/pipe", "x", cancellationToken: Cancel).WaitAsync(TimeSpan.FromMinutes(2), Cancel));
    }

    /// <summary>Content whose length is not what it says, or that breaks off with an error.</summary>
    private sealed class LyingStream(byte[] content, long length, int? failsAt = null) : MemoryStream(content, writable: false)
    {
        private readonly byte[] _content = content;

        public InvalidTimeZoneException? Thrown { get; private set; }

        public override long Length => length;

        public override int Read(Span<byte> buffer)
        {
            if (Position >= failsAt)
            {
                throw Thrown ??= new InvalidTimeZoneException("The source failed.");
            }

            var count = (int)Math.Min(Math.Min(buffer.Length, _content.Length - Position), 65_536);
            _content.AsSpan((int)Position, count).CopyTo(buffer);
            Position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));
    }
}
