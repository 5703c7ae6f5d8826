using Compute.Framework;
using Containers;

// The same tour as in QuickStart, on whichever provider the first argument names, with a table of the sandboxes that it uses.
using var choice = ProviderChoice.Parse(args);
if (choice is null)
{
    Console.Error.WriteLine(ProviderChoice.Usage);
    return 2;
}

// Ctrl-C cancels what runs; the sandboxes are destroyed on the way out all the same.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

try
{
    await using var provider = new WatchedProvider(choice.Create());
    var availability = await provider.CheckAvailabilityAsync(stop.Token);
    if (!availability.IsAvailable)
    {
        Console.Error.WriteLine($"{availability.Reason} {availability.Remediation}");
        return 1;
    }

    await (Console.IsOutputRedirected ? PlainView.ShowAsync(provider, stop.Token) : TableView.ShowAsync(provider, stop.Token));
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped; nothing is left running.");
    return 130;
}
catch (ComputeException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
