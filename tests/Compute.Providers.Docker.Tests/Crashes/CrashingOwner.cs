using System.Diagnostics;
using System.Globalization;

namespace Compute.Providers.Docker.Tests;

/// <summary>The owner of sandboxes that is killed: a process of its own that creates, uses and destroys until then.</summary>
internal static class CrashingOwner
{
    /// <summary>The first argument of this program when it is to be an owner; see Program.cs.</summary>
    public const string Argument = "own-until-killed";

    private const int Workers = 3;

    /// <summary>Owns sandboxes until the process is killed.</summary>
    /// <param name="name">The engine.</param>
    /// <param name="host">Where it listens.</param>
    /// <param name="mark">A label of all its sandboxes.</param>
    /// <param name="file">A file for the id of a detached one.</param>
    /// <returns>An exit code that says that nobody killed it.</returns>
    public static async Task<int> OwnAsync(string name, Uri host, string mark, string file)
    {
        var provider = TestEngine.Needed(name).CreateProvider(host);
        var options = new CreateSandboxOptions { Labels = new Dictionary<string, string> { [mark] = "owned" } };
        var detached = await provider.CreateAsync(options with { Ownership = Ownership.Detached }, CancellationToken.None);
        var kept = await provider.CreateAsync(options, CancellationToken.None);
        await kept.StartAsync(Command.Shell("setsid sleep 300 & sleep 300"), CancellationToken.None);
        await File.WriteAllTextAsync(file + ".part", detached.Id, CancellationToken.None);
        File.Move(file + ".part", file);
        var stopped = Task.Delay(TimeSpan.FromMinutes(2), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => UseAsync(provider, options, stopped)));
        return 1;
    }

    /// <summary>Starts an owner, and waits until it has created a detached sandbox, whose id is returned.</summary>
    internal static async Task<(Process Owner, string DetachedId)> StartAsync(
        TestEngine engine, Uri host, string mark, DirectoryInfo directory, int number, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory.FullName, string.Create(CultureInfo.InvariantCulture, $"detached-{number}"));
        var program = Path.ChangeExtension(typeof(CrashingOwner).Assembly.Location, null);
        var owner = Process.Start(new ProcessStartInfo(program, [Argument, engine.Name, host.OriginalString, mark, file]) { RedirectStandardError = true })!;
        for (var attempt = 0; attempt < 1200 && !owner.HasExited && !File.Exists(file); attempt++)
        {
            await Task.Delay(50, cancellationToken);
        }

        Assert.True(File.Exists(file), owner.HasExited ? await owner.StandardError.ReadToEndAsync(cancellationToken) : "The owner has created nothing for a minute.");
        return (owner, await File.ReadAllTextAsync(file, cancellationToken));
    }

    private static async Task UseAsync(ISandboxProvider provider, CreateSandboxOptions options, Task stopped)
    {
        while (!stopped.IsCompleted)
        {
            await using var sandbox = await provider.CreateAsync(options, CancellationToken.None);
            (await sandbox.RunAsync(Command.Shell("setsid sleep 300 & echo used"), CancellationToken.None)).EnsureSuccess();
        }
    }
}
