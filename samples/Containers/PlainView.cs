using QuickStart;

namespace Containers;

/// <summary>Lines, for output that goes to a file or another program.</summary>
internal static class PlainView
{
    public static async Task ShowAsync(WatchedProvider provider, CancellationToken cancellationToken)
    {
        using var output = TextWriter.Synchronized(Console.Out);
        provider.Changed = sandbox => output.WriteLine($"[{sandbox.Number}] {sandbox.Last}");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tour = Tour.RunAsync(provider, output, cancellationToken);
        var table = WriteRowsAsync(provider, output, ended.Token);
        try
        {
            await tour;
        }
        finally
        {
            await ended.CancelAsync();
            await table;
        }
    }

    private static async Task WriteRowsAsync(WatchedProvider provider, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            for (; ; await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken))
            {
                foreach (var sandbox in provider.Sandboxes)
                {
                    var row = await SandboxRow.ReadAsync(sandbox, cancellationToken);
                    await output.WriteLineAsync($"[{sandbox.Number}] {row.Id}  {row.Status}  cpu {row.Cpu}  memory {row.Memory}");
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
