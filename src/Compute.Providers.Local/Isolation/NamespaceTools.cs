using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>The programs that make and enter namespaces.</summary>
/// <param name="Bubblewrap">bubblewrap, which makes them.</param>
/// <param name="Enter">nsenter, which enters them.</param>
internal sealed record NamespaceTools(string Bubblewrap, string Enter);

/// <summary>Finds out, by doing it, whether this machine can isolate by namespaces.</summary>
[SupportedOSPlatform("linux")]
internal static class NamespaceProbe
{
    private const string Expected = "compute-probe";

    /// <summary>Tries everything that a sandbox needs.</summary>
    /// <returns>The tools, or the reason why it does not work.</returns>
    public static async Task<(NamespaceTools? Tools, string? Reason)> RunAsync(StateDirectory state)
    {
        var path = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } own
            ? $"{own}:{SandboxEnvironment.DefaultPath}"
            : SandboxEnvironment.DefaultPath;
        try
        {
            var tools = new NamespaceTools(ProgramLookup.Find("bwrap", path, "/"), ProgramLookup.Find("nsenter", path, "/"));
            return await TryAsync(state, tools).ConfigureAwait(false) is { } reason ? (null, reason) : (tools, null);
        }
        catch (StartFailedException exception)
        {
            return (null, exception.Message);
        }
        catch (Exception exception) when (exception is ComputeException or IOException or UnauthorizedAccessException
            or OperationCanceledException)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<string?> TryAsync(StateDirectory state, NamespaceTools tools)
    {
        state.Ensure();
        var record = new SandboxRecord
        {
            Id = SandboxId.New(),
            CreatedAt = DateTimeOffset.UtcNow,
            Isolation = LocalIsolation.Namespaces,
            HasNetwork = false,
        };
        var paths = new SandboxPaths(Path.Combine(state.Staging, record.Id));
        StateDirectory.CreatePrivate(paths.Workspace);
        StateDirectory.CreatePrivate(paths.Temporary);
        try
        {
            var holder = await new NamespaceHolder(state, tools.Bubblewrap).StartAsync(
                record, paths, CancellationToken.None).ConfigureAwait(false);
            AtomicFile.Write(paths.Namespaces, holder, StateJson.Default.NamespaceRecord);
            using (Native.InsideRoot.Of(holder.ProcessId))
            {
                return await EnterAsync(tools, holder, record).ConfigureAwait(false);
            }
        }
        finally
        {
            NamespaceHolder.Kill(record.Id, paths);
            TreeDeletion.TryDelete(paths.Root);
        }
    }

    private static async Task<string?> EnterAsync(NamespaceTools tools, NamespaceRecord holder, SandboxRecord record)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = SandboxEnvironment.DefaultPath };
        string[] command = ["sh", "-c", $"echo {Expected} > file && cat file"];
        var spec = EntrySpec.Build(tools.Enter, holder, record, command, environment, BubblewrapArguments.Workspace);
        var channel = LinuxProcessChannel.Start(new LaunchPlan(
            spec, SandboxEnvironment.SandboxMarker(record.Id), () => NamespaceHolder.IsAlive(holder)));
        await using (channel.ConfigureAwait(false))
        {
            await channel.CloseInputAsync(CancellationToken.None).ConfigureAwait(false);
            var text = new MemoryStream();
            var code = -1;
            await foreach (var frame in channel.ReadFramesAsync(CancellationToken.None).ConfigureAwait(false))
            {
                text.Write(frame.Data.Span);
                code = frame.Code;
            }

            var said = System.Text.Encoding.UTF8.GetString(text.ToArray()).Trim();
            return code == 0 && said == Expected ? null : $"entering the namespaces failed: {said}";
        }
    }
}
