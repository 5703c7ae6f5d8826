using System.Collections.Concurrent;
using System.IO.Compression;
using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A file's content is read synchronously, whatever the provider's stream can do.</summary>
public sealed class SynchronousReadTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_is_read_to_its_end()
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(number => $"line {number}\n"));

        Assert.Equal(text, await ReadAsync(System.Text.Encoding.UTF8.GetBytes(text), stream =>
        {
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }));
    }

    [Fact]
    public async Task An_archive_is_read()
    {
        using var archive = new MemoryStream();
        using (var writer = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = writer.CreateEntry("directory/name").Open();
            entry.Write(new byte[300_000]);
        }

        Assert.Equal(("directory/name", 300_000), await ReadAsync(archive.ToArray(), stream =>
        {
            using var reader = new ZipArchive(stream);
            using var entry = reader.Entries.Single().Open();
            using var bytes = new MemoryStream();
            entry.CopyTo(bytes);
            return (reader.Entries[0].FullName, (int)bytes.Length);
        }));
    }

    [Fact]
    public async Task Single_bytes_arrays_and_spans_are_read_in_turn()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6], await ReadAsync([1, 2, 3, 4, 5, 6], stream =>
        {
            var first = (byte)stream.ReadByte();
            var array = new byte[3];
            Assert.Equal(0, stream.Read(array, 3, 0));
            Assert.Equal(2, stream.Read(array, 1, 2));
            Span<byte> span = stackalloc byte[3];
            stream.ReadExactly(span);
            Assert.Equal(0, stream.Read(span));
            Assert.Equal(-1, stream.ReadByte());
            return new[] { first, array[1], array[2], span[0], span[1], span[2] };
        }));
    }

    [Fact]
    public async Task A_failure_is_the_same_error_as_of_an_asynchronous_read()
    {
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => ReadAsync([1], fault: new IOException(), read: stream =>
        {
            Assert.Equal(1, stream.ReadByte());
            return stream.ReadByte();
        }));

        Assert.Equal(nameof(SandboxOperation.ReadFile), error.Operation);
    }

    /// <summary>The thread waits for nobody but the stream, whose author awaits on the context that the thread blocks.</summary>
    [Fact]
    public async Task A_thread_that_runs_its_own_synchronization_context_does_not_wait_for_itself()
    {
        var result = new TaskCompletionSource<int>();
        var bytes = new byte[100_000];
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new BlockedContext());
            try
            {
                using var stream = new AuthorStream(bytes, null);
                using var copy = new MemoryStream();
                new Wrapped(stream).CopyTo(copy);
                result.SetResult((int)copy.Length);
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        })
        { IsBackground = true };
        thread.Start();

        Assert.Equal(bytes.Length, await result.Task.WaitAsync(Bound, Cancellation));
    }

    [Fact]
    public async Task A_scheduler_of_one_thread_does_not_wait_for_itself()
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var length = Task.Factory.StartNew(() =>
        {
            using var copy = new MemoryStream();
            new Wrapped(new AuthorStream(new byte[100_000], null)).CopyTo(copy);
            return copy.Length;
        }, Cancellation, TaskCreationOptions.None, scheduler);

        Assert.Equal(100_000, await length.WaitAsync(Bound, Cancellation));
    }

    private static async Task<T> ReadAsync<T>(byte[] content, Func<Stream, T> read, Exception? fault = null)
    {
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(
            new FurtherDriver { Further = [SandboxOperation.ReadFile], Content = new AuthorStream(content, fault) }, ProviderServices.Default);
        var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        await using var stream = await sandbox.Files.OpenReadAsync("/file", Cancellation);
        return await Task.Run(() => read(stream), Cancellation).WaitAsync(Bound, Cancellation);
    }

    /// <summary>An author's stream that can only be read asynchronously, and that awaits on whatever context it is called on.</summary>
    private sealed class AuthorStream(byte[] content, Exception? fault) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(1, cancellationToken);
            var count = Math.Min(Math.Min(buffer.Length, 40_000), content.Length - _position);
            content.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count == 0 && fault is not null ? throw fault : count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Wrapped(Stream inner) : Streams.ForwardReadStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await inner.ReadAsync(buffer, cancellationToken);
    }

    /// <summary>The context of a thread that does not come back to its queue.</summary>
    private sealed class BlockedContext : SynchronizationContext
    {
        private readonly ConcurrentQueue<SendOrPostCallback> _queue = new();

        public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue(d);
    }
}
