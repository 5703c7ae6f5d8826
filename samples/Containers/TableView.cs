using QuickStart;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Containers;

/// <summary>A table that is drawn again twice a second, with the tour's own lines below it.</summary>
internal static class TableView
{
    private const int ShownLines = 16;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static async Task ShowAsync(WatchedProvider provider, CancellationToken cancellationToken)
    {
        using var text = new StringWriter();
        using var output = TextWriter.Synchronized(text);
        var tour = Tour.RunAsync(provider, output, cancellationToken);
        await AnsiConsole.Live(new Text("")).StartAsync(async live =>
        {
            // The sandboxes are asked until the tour has ended by itself or was cancelled.
            while (!tour.IsCompleted)
            {
                live.UpdateTarget(await DrawAsync(provider, text, cancellationToken));
                await Task.WhenAny(tour, Task.Delay(Interval, CancellationToken.None));
            }

            live.UpdateTarget(await DrawAsync(provider, text, CancellationToken.None));
        });
        await tour;
    }

    private static async Task<IRenderable> DrawAsync(WatchedProvider provider, StringWriter text, CancellationToken cancellationToken)
    {
        var table = new Table().Title(Markup.Escape(provider.Info.DisplayName)).AddColumns(
            "id", "status", "cpu", "memory", "last command").Expand();
        foreach (var sandbox in provider.Sandboxes)
        {
            var row = cancellationToken.IsCancellationRequested
                ? new SandboxRow(sandbox.Id, "stopping", "-", "-", sandbox.Last)
                : await SandboxRow.ReadAsync(sandbox, CancellationToken.None);
            table.AddRow(new Text(row.Id), new Text(row.Status), new Text(row.Cpu), new Text(row.Memory), new Text(row.Last));
        }

        var lines = text.ToString().TrimEnd().Split('\n');
        return new Rows(table, new Text(string.Join('\n', lines.TakeLast(ShownLines))));
    }
}
