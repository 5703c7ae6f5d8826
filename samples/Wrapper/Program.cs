using Compute.Framework;
using Compute.Providers.Local;
using Wrapper;

// Counts and logs the commands in sandboxes of this machine, whichever way the program got them.
var state = Directory.CreateTempSubdirectory("compute-wrapper-");
try
{
    await using var provider = new CountingProvider(
        LocalProvider.Create(new LocalOptions { StateDirectory = state.FullName }), Console.WriteLine);
    await using var created = await provider.CreateAsync();
    await created.RunAsync(Command.Create("echo", "created"));

    await using var found = await provider.GetAsync(created.Id);
    await found!.RunAsync(Command.Create("echo", "found"));

    if (created.TryGet<IBranchable>(out var branchable))
    {
        await using var branch = (await branchable.BranchAsync())[0];
        await branch.RunAsync(Command.Create("echo", "branched"));
    }

    Console.WriteLine($"{provider.Count} commands");
    return 0;
}
finally
{
    state.Delete(recursive: true);
}
