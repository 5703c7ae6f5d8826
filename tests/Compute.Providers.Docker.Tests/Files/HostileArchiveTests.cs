using System.Formats.Tar;
using System.Text;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Files;

namespace Compute.Providers.Docker.Tests;

/// <summary>An archive that is not what it should be is content, an error or left to the commands inside, and never half of a file.</summary>
public sealed class HostileArchiveTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("content ", 1000)));

    private static readonly DockerSandbox Sandbox = new()
    {
        Id = new string('a', 64),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Status = SandboxStatus.Running,
        HasPlainFiles = true,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\windows\\file")]
    public async Task A_name_that_leads_elsewhere_means_nothing(string name) =>
        Assert.Equal(Content, await ReadAsync(Archive(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Content) })));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.Directory)]
    public async Task What_is_no_file_is_left_to_the_commands_inside(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "file");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = "/etc/shadow";
        }

        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => ReadAsync(Archive(entry)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(511)]
    [InlineData(512 + 1024)]
    [InlineData(512 + 7999)]
    public async Task An_archive_that_ends_too_early_is_an_error(int length)
    {
        var archive = Archive(new UstarTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(Content) });
        Assert.True(IsRefusal(await Record.ExceptionAsync(() => ReadAsync(archive[..length]))));
    }

    [Theory]
    [InlineData(8_000_000)]
    [InlineData(8_589_934_591)]
    public async Task A_size_that_is_larger_than_the_content_is_an_error(long size)
    {
        var archive = Archive(new UstarTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(Content) });
        WriteOctal(archive.AsSpan(124, 12), size, 11);
        archive.AsSpan(148, 8).Fill((byte)' ');
        WriteOctal(archive.AsSpan(148, 8), archive.Take(512).Sum(value => value), 6);
        Assert.True(IsRefusal(await Record.ExceptionAsync(() => ReadAsync(archive))));
    }

    [Fact]
    public async Task Bytes_that_are_no_archive_are_an_error() =>
        Assert.True(IsRefusal(await Record.ExceptionAsync(() => ReadAsync(Enumerable.Repeat((byte)'x', 4096).ToArray()))));

    /// <summary>An error of the provider's, or one of those that the framework makes its own of; no time-out, and not nothing.</summary>
    private static bool IsRefusal(Exception? exception) => exception is ComputeException or IOException or InvalidDataException or ArgumentOutOfRangeException;

    private static void WriteOctal(Span<byte> field, long number, int digits)
    {
        field.Clear();
        Encoding.ASCII.GetBytes(Convert.ToString(number, 8).PadLeft(digits, '0')).CopyTo(field);
    }

    private static byte[] Archive(TarEntry entry)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(entry);
        }

        return archive.ToArray();
    }

    /// <summary>The engine writes modes as Go does: what is beyond the permissions is elsewhere than on Unix.</summary>
    [Theory]
    [InlineData(0x1EDL, 0x1ED)]
    [InlineData(0x8001EDL, 0x9ED)]
    [InlineData(0x4001EDL, 0x5ED)]
    [InlineData(0x801001FFL, 0x3FF)]
    public async Task A_mode_is_told_with_the_bits_beyond_the_permissions(long engines, int expected)
    {
        var status = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"name":"file","size":1,"mode":{{engines}},"mtime":"2020-01-01T00:00:00Z"}"""));
        using var engine = new StubEngine($"X-Docker-Container-Path-Stat: {status}\r\n", []);
        using var client = new EngineClient(new DockerOptions { Host = engine.Address });

        var entry = await new Archives(client).DescribeAsync(Sandbox, "/file", Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal((UnixFileMode)expected, entry?.Mode);
    }

    private static async Task<byte[]> ReadAsync(byte[] archive)
    {
        var status = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"name":"file","size":{{Content.Length}},"mode":420,"mtime":"2020-01-01T00:00:00Z"}"""));
        using var engine = new StubEngine($"X-Docker-Container-Path-Stat: {status}\r\n", archive);
        using var client = new EngineClient(new DockerOptions { Host = engine.Address });
        await using var file = await new Archives(client).OpenReadAsync(Sandbox, "/file", Cancel);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        return content.ToArray();
    }
}
