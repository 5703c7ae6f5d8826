using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Tests;

/// <summary>Skips a test where the machine has no bubblewrap that works.</summary>
internal static class NamespacesNeeded
{
    private static readonly Lazy<Task<string?>> Reason = new(async () =>
    {
        var directory = Directory.CreateTempSubdirectory("compute-local-probe");
        var (_, reason) = await NamespaceProbe.RunAsync(new StateDirectory(directory.FullName));
        directory.Delete(recursive: true);
        return reason;
    });

    public static async ValueTask CheckAsync(Func<ValueTask> then)
    {
        await then();
        if (await Reason.Value is { } reason)
        {
            Needed.Missing("what namespaces need", reason);
        }
    }
}
