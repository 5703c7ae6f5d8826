using System.Text;
using System.Text.Json;
using Compute.Gateway.E2B.State;

namespace Compute.Gateway.E2B.Interpreter;

/// <summary>A Python process that keeps what code defines. It is started when code first needs it, and runs one piece at a time.</summary>
internal sealed class CodeContext(string id, string? directory) : IAsyncDisposable
{
    private static readonly Lazy<string> Program = new(static () =>
    {
        using var reader = new StreamReader(typeof(CodeContext).Assembly.GetManifestResourceStream("context.py")!);
        return reader.ReadToEnd();
    });

    private static readonly TimeSpan EndAfterInterrupt = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ISandboxProcess? _process;
    private IAsyncEnumerator<string>? _events;

    public string Id => id;

    /// <summary>The directory that code runs in; null for the user's home.</summary>
    public string? Directory => directory;

    /// <summary>Runs code, and passes on each event, until its end.</summary>
    /// <param name="call">The request.</param>
    /// <param name="request">The code and its variables, as a line of JSON.</param>
    /// <param name="tell">Takes an event, as a line of JSON.</param>
    /// <param name="cancellationToken">Interrupts the code.</param>
    public async Task RunAsync(E2BCall call, string request, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        var isFree = false;
        try
        {
            await EnsureAsync(call).ConfigureAwait(false);
            await _process!.WriteInputAsync(Encoding.UTF8.GetBytes(request + "\n"), CancellationToken.None).ConfigureAwait(false);
            var isInterrupted = false;
            while (!isFree)
            {
                var next = _events!.MoveNextAsync().AsTask();
                if (!isInterrupted)
                {
                    await ((Task)next).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    isInterrupted = cancellationToken.IsCancellationRequested;
                    if (isInterrupted)
                    {
                        // What the code defined is kept: it ends as with Ctrl+C.
                        await _process.SignalAsync(Signal.Interrupt, CancellationToken.None).ConfigureAwait(false);
                    }
                }

                if (!await next.WaitAsync(isInterrupted ? EndAfterInterrupt : Timeout.InfiniteTimeSpan, CancellationToken.None)
                    .ConfigureAwait(false))
                {
                    throw new ProviderFaultException("Python ended while it ran the code; its variables are lost.");
                }

                isFree = IsEnd(_events.Current);
                if (!isInterrupted)
                {
                    await tell(_events.Current).ConfigureAwait(false);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
        catch
        {
            if (!isFree)
            {
                await ForgetProcessAsync().ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Begins anew: what code defined is gone.</summary>
    public ValueTask RestartAsync() => ForgetProcessAsync();

    public async ValueTask DisposeAsync()
    {
        await ForgetProcessAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private static bool IsEnd(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("type", out var type) && type.GetString() == "end_of_execution";
    }

    private async Task EnsureAsync(E2BCall call)
    {
        if (_process is not null)
        {
            return;
        }

        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var user = await call.Server.Users.RequireAsync(call, sandbox, name: null).ConfigureAwait(false);
        var process = await sandbox.StartAsync(
            new Command
            {
                Arguments = ["python3", "-u", "-c", Program.Value],
                WorkingDirectory = user.Resolve(directory),
                User = user.User,
                Environment = new Dictionary<string, string> { ["HOME"] = user.Home },
                Timeout = Timeout.InfiniteTimeSpan,
                MaxOutputBytes = 0,
            },
            CancellationToken.None).ConfigureAwait(false);
        _process = process;
        _events = LinesAsync(process).GetAsyncEnumerator();
    }

    private static async IAsyncEnumerable<string> LinesAsync(ISandboxProcess process)
    {
        await foreach (var line in process.ReadLinesAsync().ConfigureAwait(false))
        {
            if (line.Stream == StandardStream.StandardOutput)
            {
                yield return line.Text;
            }
        }
    }

    private async ValueTask ForgetProcessAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }
}
