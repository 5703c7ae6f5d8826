using System.Runtime.CompilerServices;
using System.Text;
using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>A shell that stays in a sandbox, and what comes of it. Runs one command at a time.</summary>
internal sealed class ShellSession : IAsyncDisposable
{
    /// <summary>How long a shell may take to get a command ready; one that is frozen never does.</summary>
    private static readonly TimeSpan ReadyTime = TimeSpan.FromSeconds(2);

    /// <summary>How long a new shell may take to accept its input; a channel may not even be able to say that it has ended.</summary>
    private static readonly TimeSpan OpenTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a shell may take to end once its input has.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(1);

    /// <summary>How long a reading may take to end once it is cancelled.</summary>
    private static readonly TimeSpan CancellationTime = TimeSpan.FromSeconds(5);

    /// <summary>Begins a command, and has the next one prepared as soon as it has ended.</summary>
    private static readonly byte[] Begin = "\n\n"u8.ToArray();

    private readonly CancellationTokenSource _reading = new();
    private readonly ProcessChannel _channel;
    private readonly IAsyncEnumerator<ProcessFrame> _frames;
    private readonly byte[] _nonce;
    private readonly ShellSessionMarks _output;
    private readonly ShellSessionMarks _error;
    private Task<bool>? _first;
    private IEnumerator<ShellSessionPiece> _pieces = Enumerable.Empty<ShellSessionPiece>().GetEnumerator();

    private ShellSession(ProcessChannel channel, string nonce)
    {
        _channel = channel;
        _frames = channel.ReadFramesAsync(_reading.Token).GetAsyncEnumerator(CancellationToken.None);
        _nonce = Encoding.ASCII.GetBytes($"_cfw_m={nonce}; ");
        _output = new ShellSessionMarks(nonce);
        _error = new ShellSessionMarks(nonce);
    }

    /// <summary>Whether a reading was stopped: what comes after cannot be read any more.</summary>
    public bool IsStopped => _reading.IsCancellationRequested;

    /// <summary>Whether the back end could not start the shell at all, which may be due to the user or the directory.</summary>
    public bool HasFailedToStart { get; private set; }

    /// <summary>The command that starts the shell.</summary>
    public static Command Start(string? user) =>
        new() { Arguments = ["/bin/sh", "-c", ShellSessionScript.Run, ShellLaunch.ShellName, ShellSessionScript.Command], User = user };

    /// <summary>A session in a shell that was started. The nonce goes where no other process can read it.</summary>
    public static async ValueTask<ShellSession> OpenAsync(ProcessChannel channel, CancellationToken cancellationToken)
    {
        var nonce = ShellTrailer.NewNonce();
        var session = new ShellSession(channel, nonce);

        // A channel may take no input before it is read from.
        session._first = session._frames.MoveNextAsync().AsTask();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(OpenTime);
            await channel.WriteInputAsync(
                Encoding.ASCII.GetBytes(nonce + "\n\n"), limit.Token).AsTask().WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ProcessInputClosedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It has ended, or is stuck; the first command finds out.
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return session;
    }

    /// <summary>Hands a command over and lets it begin.</summary>
    /// <returns>Whether it began; if not, it never will, and the session is to be disposed.</returns>
    /// <exception cref="SandboxUnavailableException">The word to begin may or may not have arrived.</exception>
    public async ValueTask<bool> BeginAsync(ShellSessionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // One that ended says why to whom reads on.
            if (!await HandOverAsync(request, cancellationToken).ConfigureAwait(false) | !await IsReadyAsync(cancellationToken)
                .ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (Exception exception) when (exception is ProcessInputClosedException or ComputeException)
        {
            return false;
        }

        try
        {
            // Not to be cancelled: from here on the command may run.
            await _channel.WriteInputAsync(Begin, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (ProcessInputClosedException exception)
        {
            throw new SandboxUnavailableException(
                "The connection to the shell was lost when the command was to begin; what became of it is not known.",
                exception) { IsOutcomeUnknown = true };
        }
    }

    /// <summary>What came next, or null when the shell has ended. Its memory is valid until the next call.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ShellSessionPiece?> ReadAsync()
    {
        while (!_pieces.MoveNext())
        {
            if (!await MoveNextAsync().ConfigureAwait(false))
            {
                return null;
            }

            HasFailedToStart |= _frames.Current.Kind == ProcessFrameKind.FailedToStart;
            _pieces = _frames.Current switch
            {
                { Kind: ProcessFrameKind.StandardOutput, Data: var data } =>
                    _output.Split(StandardStream.StandardOutput, data).GetEnumerator(),
                { Kind: ProcessFrameKind.StandardError, Data: var data } =>
                    _error.Split(StandardStream.StandardError, data).GetEnumerator(),
                _ => _pieces,
            };
        }

        return _pieces.Current;
    }

    /// <summary>Stops a reading that waits.</summary>
    public void StopReading() => _reading.Cancel();

    /// <summary>Ends the input, upon which the shell ends as soon as nothing runs in it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(EndTime);
        Task<bool>? next = null;
        try
        {
            await _channel.CloseInputAsync(limit.Token).ConfigureAwait(false);
            using var stop = limit.Token.UnsafeRegister(static session => ((ShellSession)session!).StopReading(), this);
            while (!IsStopped)
            {
                next = MoveNextAsync().AsTask();
                if (!await next.WaitAsync(EndTime + CancellationTime, CancellationToken.None).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The connection is lost, or the sandbox is frozen or gone: there is no end to be waited for.
        }

        await EndReadingAsync(next ?? _first).ConfigureAwait(false);
        await _channel.DisposeAsync().ConfigureAwait(false);
        _reading.Dispose();
    }

    /// <summary>Ends the reading before the channel is disposed, which could harm the connection otherwise.</summary>
    private async ValueTask EndReadingAsync(Task<bool>? last)
    {
        try
        {
            StopReading();
            if (last is not null)
            {
                await last.EndsWithinAsync(CancellationTime).ConfigureAwait(false);
            }

            await _frames.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It reads on regardless.
        }
    }

    private ValueTask<bool> MoveNextAsync()
    {
        var first = _first;
        _first = null;
        return first is null ? _frames.MoveNextAsync() : new ValueTask<bool>(first);
    }

    private async ValueTask<bool> HandOverAsync(ShellSessionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.WriteInputAsync((byte[])[.. _nonce, .. request.Line.Span], cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ProcessInputClosedException)
        {
            return false;
        }
    }

    private async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var next = ReadAsync().AsTask();
        try
        {
            return await next.WaitAsync(ReadyTime, cancellationToken).ConfigureAwait(false) is { Mark: ShellSessionScript.Ready };
        }
        catch (Exception exception) when (exception is TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
        finally
        {
            if (!next.IsCompleted)
            {
                StopReading();
                await next.EndsWithinAsync(CancellationTime).ConfigureAwait(false);
            }
        }
    }
}
