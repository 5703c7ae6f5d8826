using Compute.Framework.Authoring;

namespace Compute.Providers.Docker.Exec;

/// <summary>What the engines say when they cannot start a process in a container that runs.</summary>
internal static class EngineRefusal
{
    /// <summary>The reason in the engine's words, and what to do where that is known.</summary>
    public static string Describe(string said)
    {
        var reason = said.Length == 0 ? "it does not say why" : said.ReplaceLineEndings(" ");
        var remedy = said.Contains("/bin/sh\"", StringComparison.Ordinal) ? " Commands need a POSIX shell in the image."
            : said.Contains("chdir", StringComparison.Ordinal)
                || said.Contains("cwd", StringComparison.Ordinal) ? " The sandbox's working directory is missing or cannot be entered."
            : string.Empty;
        return $"The engine could not start the command: {reason}.{remedy}";
    }
}

/// <summary>A command that the engine refused to start.</summary>
internal sealed class RefusedChannel(string reason) : TerminalChannel
{
    public override string ProcessId => string.Empty;

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return ProcessFrame.FailedToStart(reason);
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        throw new ProcessInputClosedException();

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>The container runs, and the engine refused to start a command in it.</summary>
internal sealed class ExecRefusedException(string reason, Exception cause) : Exception(reason, cause);
