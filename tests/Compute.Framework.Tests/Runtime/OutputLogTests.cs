using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class OutputLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_memory_does_not_hold_is_read_from_the_spool()
    {
        using var log = new OutputLog(windowBytes: 8 * 1024);
        for (var i = 0; i < 3000; i++)
        {
            log.Append(i % 3 == 0 ? StandardStream.StandardError : StandardStream.StandardOutput, BitConverter.GetBytes(i));
        }

        log.Complete();

        var all = await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation);
        var some = await log.ReadAsync(1234, Cancellation).FirstAsync(Cancellation);
        Assert.Equal(Enumerable.Range(0, 3000), all.Select(chunk => BitConverter.ToInt32(chunk.Data.Span)));
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => (long)i), all.Select(chunk => chunk.Sequence));
        Assert.All(all, chunk => Assert.Equal(chunk.Sequence % 3 == 0, chunk.Stream == StandardStream.StandardError));
        Assert.Equal(1234, BitConverter.ToInt32(some.Data.Span));
    }

    [Fact]
    public async Task Past_the_bound_output_is_dropped_and_asking_for_it_is_a_typed_error()
    {
        using var log = new OutputLog(windowBytes: 4 * 1024, spoolBytes: 8 * 1024);
        var chunk = new byte[1000];
        for (var i = 0; i < 40; i++)
        {
            log.Append(StandardStream.StandardOutput, chunk);
        }

        log.Complete();

        var read = 0;
        var error = await Assert.ThrowsAsync<OutputDroppedException>(async () =>
        {
            await foreach (var _ in log.ReadAsync(0, Cancellation))
            {
                read++;
            }
        });
        Assert.Equal(read, error.Sequence);
        Assert.InRange(read, 7, 8);
        Assert.Equal(39, (await log.ReadAsync(39, Cancellation).SingleAsync(Cancellation)).Sequence);
    }

    [Fact]
    public async Task A_reader_sees_chunks_as_they_come()
    {
        using var log = new OutputLog();
        await using var reader = log.ReadAsync(0, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = reader.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);

        log.Append(StandardStream.StandardOutput, "x"u8.ToArray());

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    [Fact]
    public async Task An_abandoned_reader_does_not_stop_the_writer()
    {
        using var log = new OutputLog(windowBytes: 4 * 1024);
        log.Append(StandardStream.StandardOutput, "x"u8.ToArray());
        await log.ReadAsync(0, Cancellation).FirstAsync(Cancellation);

        for (var i = 0; i < 100; i++)
        {
            log.Append(StandardStream.StandardOutput, new byte[1000]);
        }
    }

    [Fact]
    public async Task A_reader_that_stands_in_memory_goes_on_in_the_spool()
    {
        using var log = new OutputLog(windowBytes: 8 * 1024);
        for (var i = 0; i < 100; i++)
        {
            log.Append(StandardStream.StandardOutput, BitConverter.GetBytes(i));
        }

        await using var reader = log.ReadAsync(42, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await reader.MoveNextAsync());
        for (var i = 100; i < 20_000; i++)
        {
            log.Append(StandardStream.StandardOutput, BitConverter.GetBytes(i));
        }

        log.Complete();

        var first = reader.Current;
        for (var i = 43; i < 20_000; i++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(i, reader.Current.Sequence);
            Assert.Equal(i, BitConverter.ToInt32(reader.Current.Data.Span));
        }

        Assert.False(await reader.MoveNextAsync());
        Assert.Equal(42, BitConverter.ToInt32(first.Data.Span));
    }

    [Fact]
    public async Task A_long_piece_of_output_stays_whole_in_several_chunks()
    {
        using var log = new OutputLog(windowBytes: 256 * 1024);
        var piece = new byte[1_000_000];
        new Random(1).NextBytes(piece);

        log.Append(StandardStream.StandardError, piece);
        log.Complete();

        var chunks = await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(piece, chunks.SelectMany(chunk => chunk.Data.ToArray()));
        Assert.All(chunks, chunk => Assert.Equal(StandardStream.StandardError, chunk.Stream));
    }
}
