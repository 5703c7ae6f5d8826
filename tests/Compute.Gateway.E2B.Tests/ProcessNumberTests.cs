using System.Runtime.CompilerServices;
using System.Text;
using Compute.Gateway.E2B.State;
using Compute.Gateway.State;
using ProcessConfig = Compute.Gateway.E2B.Protos.Processes.ProcessConfig;

namespace Compute.Gateway.E2B.Tests;

/// <summary>The number that a process writes before it becomes the command is not part of its output.</summary>
public sealed class ProcessNumberTests
{
    [Fact]
    public async Task Standard_error_that_is_read_before_the_number_is_kept()
    {
        var process = new E2BProcess(
            new ServedProcess(
                new Written(
                    (StandardStream.StandardError, "first "), (StandardStream.StandardOutput, "4"), (StandardStream.StandardError, "second"),
                    (StandardStream.StandardOutput, "2\nout"), (StandardStream.StandardOutput, "put")),
                startKey: null,
                TimeProvider.System),
            new ProcessConfig(),
            tag: null,
            isTerminal: false);

        Assert.Equal(42u, await process.PidAsync);
        var read = await process.ReadAsync(0, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("first second", Text(read, StandardStream.StandardError));
        Assert.Equal("output", Text(read, StandardStream.StandardOutput));
    }

    private static string Text(IEnumerable<OutputChunk> chunks, StandardStream stream) => string.Concat(
        chunks.Where(chunk => chunk.Stream == stream).Select(chunk => Encoding.UTF8.GetString(chunk.Data.Span)));

    /// <summary>A process that has written all of its output.</summary>
    private sealed class Written(params (StandardStream Stream, string Text)[] output) : ISandboxProcess
    {
        public string Id => "written";

        public async IAsyncEnumerable<OutputChunk> ReadOutputAsync(
            long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            for (var sequence = fromSequence; sequence < output.Length; sequence++)
            {
                yield return new OutputChunk(sequence, output[sequence].Stream, Encoding.UTF8.GetBytes(output[sequence].Text));
            }
        }

        public Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default) => Task.FromResult(ExecutionResult.Exited(0));

        public IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CloseInputAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SignalAsync(Signal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task KillAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => default;
    }
}
