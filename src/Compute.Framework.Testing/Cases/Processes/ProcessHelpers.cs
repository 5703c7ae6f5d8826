namespace Compute.Framework.Testing;

/// <summary>Short forms for cases about processes.</summary>
internal static class ProcessHelpers
{
    /// <summary>The shared sandbox, for a case that starts processes.</summary>
    public static Task<ISandbox> ProcessSandboxAsync(this ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess);
        return context.ShellSandboxAsync();
    }

    /// <summary>Starts a script whose process is disposed after the case.</summary>
    public static Task<ISandboxProcess> StartShellAsync(
        this ComplianceContext context, ISandbox sandbox, string script, params string[] arguments) =>
        context.StartAsync(sandbox, Command.Shell(script, arguments));

    public static async Task<ISandboxProcess> StartAsync(this ComplianceContext context, ISandbox sandbox, Command command)
    {
        var process = await sandbox.StartAsync(command, context.CancellationToken).ConfigureAwait(false);
        context.OnEnd(process.DisposeAsync);
        return process;
    }

    /// <summary>The outcome of a process that should end soon.</summary>
    public static Task<ExecutionResult> EndAsync(this ComplianceContext context, ISandboxProcess process) =>
        process.WaitAsync(context.CancellationToken).WaitAsync(context.Settings.Patience, context.CancellationToken);

    /// <summary>All chunks from a number on, until the end.</summary>
    public static async Task<List<OutputChunk>> ReadAllAsync(this ComplianceContext context, ISandboxProcess process, long from = 0)
    {
        var chunks = new List<OutputChunk>();
        await foreach (var chunk in process.ReadOutputAsync(from, context.CancellationToken).ConfigureAwait(false))
        {
            chunks.Add(chunk with { Data = chunk.Data.ToArray() });
        }

        return chunks;
    }

    /// <summary>Waits until the process has written at least this text to its standard output.</summary>
    public static async Task ReadUntilAsync(this ComplianceContext context, ISandboxProcess process, string text)
    {
        var seen = new MemoryStream();
        await foreach (var chunk in process.ReadOutputAsync(0, context.CancellationToken).ConfigureAwait(false))
        {
            if (chunk.Stream == StandardStream.StandardOutput)
            {
                await seen.WriteAsync(chunk.Data, context.CancellationToken).ConfigureAwait(false);
            }

            if (System.Text.Encoding.UTF8.GetString(seen.ToArray()).Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new ComplianceFailedException(
            $"'{text}' on the standard output of a process that writes it",
            $"the output ended with {Check.Show(seen.ToArray())}",
            Law.Process);
    }

    public static byte[] Join(this IEnumerable<OutputChunk> chunks, StandardStream stream) =>
        [.. chunks.Where(chunk => chunk.Stream == stream).SelectMany(chunk => chunk.Data.ToArray())];
}
