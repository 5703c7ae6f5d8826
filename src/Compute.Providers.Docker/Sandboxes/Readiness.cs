using System.Globalization;
using Compute.Providers.Docker.Exec;
using Compute.Providers.Docker.Observing;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>Waits until a new sandbox is what its creator waits for.</summary>
internal sealed class Readiness(Execs execs, Observer observer)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a port, in four hexadecimal digits, is listened on (state 0A).</summary>
    private const string IsListening = """
        for f in /proc/net/tcp /proc/net/tcp6; do
          while read -r _ l _ s _; do [ "${l##*:} $s" = "$1 0A" ] && exit 0; done <"$f"
        done 2>/dev/null
        exit 1
        """;

    /// <exception cref="ProviderTimeoutException">It did not come about in time.</exception>
    public async Task WaitAsync(string id, WaitFor wait, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(wait.Timeout);
        try
        {
            while (!await wait.IsMetAsync(this, id, limit.Token).ConfigureAwait(false))
            {
                await Task.Delay(Pause, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderTimeoutException($"The sandbox did not become ready within {wait.Timeout}; it waited for {wait}.");
        }
    }

    public Task<bool> ListensAsync(string id, int port, CancellationToken cancellationToken) =>
        SucceedsAsync(id, ["/bin/sh", "-c", IsListening, "sh", port.ToString("X4", CultureInfo.InvariantCulture)], cancellationToken);

    public async Task<bool> SucceedsAsync(string id, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        await execs.RunAsync(id, command, user: null, cancellationToken).ConfigureAwait(false) == 0;

    public async Task<bool> HasLoggedAsync(string id, string text, CancellationToken cancellationToken) =>
        await observer.ReadLogsAsync(id, follow: true, tail: null, since: null, cancellationToken)
            .AnyAsync(entry => entry.Text.Contains(text, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
}
