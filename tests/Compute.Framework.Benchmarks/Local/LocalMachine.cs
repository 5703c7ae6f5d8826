using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>What this machine can do.</summary>
internal static class LocalMachine
{
    /// <summary>Why sandboxes cannot be isolated here; null when they can.</summary>
    public static async Task<string?> WhyNotIsolatedAsync()
    {
        if (!RawBubblewrap.IsInstalled)
        {
            return "bubblewrap is not installed";
        }

        await using var local = new TemporaryProvider(LocalIsolation.Namespaces);
        try
        {
            await using var sandbox = await local.Provider.CreateAsync();
            return (await sandbox.RunAsync(Command.Create("true"))).IsSuccess ? null : "a command in an isolated sandbox fails";
        }
        catch (ComputeException exception)
        {
            return exception.Code;
        }
    }

    /// <summary>The isolations with their names in the table, and why one cannot be measured.</summary>
    public static async Task<IReadOnlyList<(LocalIsolation Isolation, string Name, string? WhyNot)>> IsolationsAsync() =>
    [
        (LocalIsolation.Process, "isolation off", null),
        (LocalIsolation.Namespaces, "isolation on", await WhyNotIsolatedAsync()),
    ];
}
