using System.Collections.Concurrent;
using System.Text;

namespace Compute.Framework.Testing;

/// <summary>The options of a run of source text. Each is honored, or refused.</summary>
public static class CodeOptionCases
{
    /// <summary>The code starts in the directory that the caller names.</summary>
    [ComplianceCase("commands/code-working-directory")]
    [Proves(SandboxOperation.RunCode, nameof(RunCodeOptions.WorkingDirectory))]
    public static async Task WorkingDirectory(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, nameof(RunCodeOptions.WorkingDirectory)).ConfigureAwait(false);
        var directory = context.Path("code here");
        await sandbox.Files.CreateDirectoryAsync(directory, context.CancellationToken).ConfigureAwait(false);
        await RunAsync(context, sandbox, ": > mark", new() { WorkingDirectory = directory }).ConfigureAwait(false);
        Check.That(
            await sandbox.Files.ExistsAsync($"{directory}/mark", context.CancellationToken).ConfigureAwait(false),
            "code that runs in its working directory", "a file that it made is elsewhere", Law.HonorOrReject);
    }

    /// <summary>The code sees the variables that the caller adds, whatever is in them.</summary>
    [ComplianceCase("commands/code-environment")]
    [Proves(SandboxOperation.RunCode, nameof(RunCodeOptions.Environment))]
    public static async Task Environment(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, nameof(RunCodeOptions.Environment)).ConfigureAwait(false);
        const string Value = "two words, a 'quote' and $HOME\nzażółć";
        var result = await RunAsync(
            context,
            sandbox,
            "printf %s \"$CODE_VALUE\"",
            new() { Environment = new Dictionary<string, string> { ["CODE_VALUE"] = Value } }).ConfigureAwait(false);
        Check.Text(Value, result.StandardOutput, "a variable that code was given", Law.HonorOrReject);
    }

    /// <summary>The code runs as the user that the caller names.</summary>
    [ComplianceCase("commands/code-user")]
    [Proves(SandboxOperation.RunCode, nameof(RunCodeOptions.User))]
    public static async Task User(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, nameof(RunCodeOptions.User)).ConfigureAwait(false);
        var result = await RunAsync(context, sandbox, "id -un", new() { User = context.Settings.OtherUser }).ConfigureAwait(false);
        Check.Text(context.Settings.OtherUser + "\n", result.StandardOutput, "the user that code runs as", Law.HonorOrReject);
    }

    /// <summary>Code whose time-out passes is ended with everything that it started.</summary>
    [ComplianceCase("commands/code-timeout")]
    [Proves(SandboxOperation.RunCode, nameof(RunCodeOptions.Timeout))]
    public static async Task Timeout(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, nameof(RunCodeOptions.Timeout)).ConfigureAwait(false);
        var path = context.Path("beats");
        var beats = Inside.Heartbeats(path);
        var code = string.Join(' ', beats.Arguments.Select(argument => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        await context.HeartbeatTimesOutAsync(
            sandbox,
            path,
            limit => sandbox.RunCodeAsync(
                code,
                new RunCodeOptions { Language = CodeLanguage.Shell, Timeout = limit },
                context.CancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The code reads what the caller gives it.</summary>
    [ComplianceCase("commands/code-input")]
    [Proves(SandboxOperation.RunCode, nameof(RunCodeOptions.StandardInput))]
    public static async Task Input(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, nameof(RunCodeOptions.StandardInput)).ConfigureAwait(false);
        const string Text = "one\ntwo\n";
        var result = await RunAsync(context, sandbox, "cat", new() { StandardInput = CommandInput.FromText(Text) }).ConfigureAwait(false);
        Check.Text(Text, result.StandardOutput, "what code read from its standard input", Law.HonorOrReject);
    }

    /// <summary>The result keeps as much output as the caller asks for, and says that there was more.</summary>
    [ComplianceCase("commands/code-output-limit")]
    [Proves(SandboxOperation.RunCode, nameof(RunCodeOptions.MaxOutputBytes))]
    public static async Task OutputLimit(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, nameof(RunCodeOptions.MaxOutputBytes)).ConfigureAwait(false);
        var result = await RunAsync(context, sandbox, "printf 0123456789", new() { MaxOutputBytes = 4 }).ConfigureAwait(false);
        Check.Text("0123", result.StandardOutput, "the output that was kept of ten bytes", Law.HonorOrReject);
        Check.That(result.IsOutputTruncated, "a result that says that output was dropped", "IsOutputTruncated is false", Law.HonorOrReject);
    }

    /// <summary>All output reaches the caller's callback, and what the callback throws reaches the caller.</summary>
    [ComplianceCase("commands/code-live-output")]
    public static async Task LiveOutput(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context, option: null).ConfigureAwait(false);
        var (output, error) = (new ConcurrentQueue<byte[]>(), new ConcurrentQueue<byte[]>());
        var result = await RunAsync(context, sandbox, "printf out; printf err >&2", new()
        {
            OnOutput = (chunk, _) =>
            {
                (chunk.Stream == StandardStream.StandardOutput ? output : error).Enqueue(chunk.Data.ToArray());
                return default;
            },
        }).ConfigureAwait(false);
        Check.Text("out", Encoding.UTF8.GetBytes(Join(output)), "the standard output that the callback received", Law.Process);
        Check.Text("err", Encoding.UTF8.GetBytes(Join(error)), "the standard error that the callback received", Law.Process);
        Check.Text("out", result.StandardOutput, "the standard output of the result", Law.Process);

        var mine = new InvalidOperationException("the caller's own");
        var thrown = await Check.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(context, sandbox, "printf x", new() { OnOutput = (_, _) => throw mine }),
            "RunCodeAsync whose callback throws", Law.Process).ConfigureAwait(false);
        Check.That(ReferenceEquals(mine, thrown), "the caller's own exception", thrown.ToString(), Law.Process);
    }

    private static string Join(IEnumerable<byte[]> chunks) => Encoding.UTF8.GetString([.. chunks.SelectMany(chunk => chunk)]);

    private static async Task<ISandbox> SandboxAsync(ComplianceContext context, string? option)
    {
        context.Require(SandboxOperation.RunCode);
        if (option is not null)
        {
            context.Require(SandboxOperation.RunCode, option);
        }

        return await context.ShellSandboxAsync().ConfigureAwait(false);
    }

    private static async Task<ExecutionResult> RunAsync(ComplianceContext context, ISandbox sandbox, string code, RunCodeOptions options)
    {
        var result = await sandbox.RunCodeAsync(
            code, options with { Language = CodeLanguage.Shell }, context.CancellationToken).ConfigureAwait(false);
        return Check.Exited(result, 0, $"the code '{code}'", Law.Outcome);
    }
}
