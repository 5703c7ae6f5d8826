using System.IO.Compression;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A file's content that is written piece by piece, over a back end that takes a whole stream.</summary>
public sealed class WriteStreamTests
{
    private const int Mebibyte = 1 << 20;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_is_written_and_is_whole_once_it_is_disposed()
    {
        using var file = new MemoryStream();
        await using (var stream = new SandboxWriteStream("f", (content, token) => content.CopyToAsync(file, token)))
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
            using var entry = archive.CreateEntry("name").Open();
            entry.Write(new byte[3 * Mebibyte]);
        }

        file.Position = 0;
        using var read = new ZipArchive(file);
        Assert.Equal(3 * Mebibyte, Assert.Single(read.Entries).Length);
    }

    [Fact]
    public async Task A_write_waits_while_much_is_under_way()
    {
        var goOn = new TaskCompletionSource();
        using var file = new MemoryStream();
        await using var stream = new SandboxWriteStream("f", async (content, token) =>
        {
            await goOn.Task.WaitAsync(token);
            await content.CopyToAsync(file, token);
        });

        var writing = stream.WriteAsync(new byte[4 * Mebibyte], Cancellation).AsTask();
        Assert.False(writing.IsCompleted);
        Assert.InRange(stream.Position, 0, Mebibyte);
        goOn.SetResult();
        await writing.WaitAsync(Bound, Cancellation);
        await stream.CompleteAsync(Cancellation).AsTask().WaitAsync(Bound, Cancellation);
        await stream.CompleteAsync(Cancellation);

        Assert.Equal((4 * Mebibyte, 4 * Mebibyte), ((int)file.Length, (int)stream.Position));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.WriteAsync(new byte[1], Cancellation).AsTask());
    }

    [Fact]
    public async Task A_back_end_that_fails_wakes_the_writer_with_its_error_and_nothing_is_completed()
    {
        var fault = new SandboxFileAccessDeniedException("f");
        await using var stream = new SandboxWriteStream("f", async (content, token) =>
        {
            await content.ReadExactlyAsync(new byte[10], token);
            throw fault;
        });

        var error = await Assert.ThrowsAsync<SandboxFileAccessDeniedException>(() => stream.WriteAsync(new byte[4 * Mebibyte], Cancellation).AsTask().WaitAsync(Bound, Cancellation));

        Assert.Same(fault, error);
        Assert.False(stream.CanWrite);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.CompleteAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task What_fails_at_the_end_is_reported_by_who_completes_and_once()
    {
        var fault = new SandboxPathIsDirectoryException("f");
        async Task FailAtEndAsync(Stream content, CancellationToken token)
        {
            await content.CopyToAsync(Stream.Null, token);
            throw fault;
        }

        var completed = new SandboxWriteStream("f", FailAtEndAsync);
        Assert.Same(fault, await Assert.ThrowsAsync<SandboxPathIsDirectoryException>(() => completed.CompleteAsync(Cancellation).AsTask()));
        await completed.DisposeAsync();

        var disposed = new SandboxWriteStream("f", FailAtEndAsync);
        Assert.Same(fault, await Assert.ThrowsAsync<SandboxPathIsDirectoryException>(() => disposed.DisposeAsync().AsTask()));
        await disposed.DisposeAsync();

        var closed = new SandboxWriteStream("f", FailAtEndAsync);
        Assert.Same(fault, Assert.Throws<SandboxPathIsDirectoryException>(closed.Dispose));
    }

    [Fact]
    public async Task A_back_end_that_ends_too_soon_has_not_written_the_file()
    {
        await using var stream = new SandboxWriteStream("f", async (content, token) => await content.ReadExactlyAsync(new byte[10], token));
        await stream.WriteAsync(new byte[10], Cancellation);

        var error = await Assert.ThrowsAsync<SandboxFileException>(() => stream.CompleteAsync(Cancellation).AsTask());

        Assert.Equal("f", error.Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_abandons_or_cancels_leaves_the_back_end_with_an_error(bool cancels)
    {
        var seen = new TaskCompletionSource<Exception>();
        using var stop = new CancellationTokenSource();
        await using (var stream = new SandboxWriteStream("f", async (content, token) =>
        {
            // Nothing is read before the writer has given up.
            await Task.Run(() => stop.Token.WaitHandle.WaitOne(Bound), CancellationToken.None);
            seen.SetResult(await Record.ExceptionAsync(() => content.CopyToAsync(Stream.Null, token)) ?? new InvalidOperationException("There was an end."));
            throw new IOException("The content broke.");
        }))
        {
            if (cancels)
            {
                var writing = stream.WriteAsync(new byte[4 * Mebibyte], stop.Token).AsTask();
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Bound, Cancellation));
            }
            else
            {
                await stream.WriteAsync(new byte[10], Cancellation);
                stream.Abandon();
                stream.Abandon();
                await stop.CancelAsync();
            }

            await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.CompleteAsync(Cancellation).AsTask());
        }

        Assert.IsType<IOException>(await seen.Task.WaitAsync(Bound, Cancellation));
    }

    [Fact]
    public async Task Completion_can_be_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        await using var stream = new SandboxWriteStream("f", async (content, token) =>
        {
            // Stays: what waits below hears of the token first, and would take the registration with it.
            token.Register(cancelled.SetResult);
            await content.CopyToAsync(Stream.Null, token);
            await Task.Delay(Timeout.Infinite, token);
        });

        var completing = stream.CompleteAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completing.WaitAsync(Bound, Cancellation));
        await cancelled.Task.WaitAsync(Bound, Cancellation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task A_path_that_can_be_none_is_refused_at_once(string path)
    {
        await using var runtime = new Compute.Framework.Runtime.ProviderRuntime<FurtherDriver.Handle>(new FurtherDriver(), Compute.Framework.Runtime.ProviderServices.Default);
        var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Files.OpenWriteAsync(path, Cancellation));
    }
}
