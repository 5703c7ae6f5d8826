using Compute.Framework;
using Compute.Providers.Local;
using QuickStart;

// Ctrl-C cancels what runs; the sandboxes are destroyed on the way out all the same.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

var state = Directory.CreateTempSubdirectory("compute-quickstart-");
try
{
    await using var provider = LocalProvider.Create(new LocalOptions { StateDirectory = state.FullName });
    await Tour.RunAsync(provider, Console.Out, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped; nothing is left running.");
    return 130;
}
finally
{
    state.Delete(recursive: true);
}
