namespace Compute.Framework.Testing;

/// <summary>Standard input arrives byte for byte.</summary>
public static class InputCases
{
    private const int OneMebibyte = 1024 * 1024;

    /// <summary>Without input, a command reads an immediate end.</summary>
    [ComplianceCase("commands/input-none")]
    public static async Task InputNone(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = Check.Exited(
            await context.ShellAsync(sandbox, "cat; printf end").ConfigureAwait(false), 0, "cat without input", Law.Outcome);
        Check.Text("end", result.StandardOutput, "the output of cat without input", Law.BytesFirst);
    }

    /// <summary>Text.</summary>
    [ComplianceCase("commands/input-text")]
    [Proves(SandboxOperation.RunCommand, "StandardInput")]
    public static async Task InputText(ComplianceContext context) =>
        await CheckEchoAsync(
            context,
            CommandInput.FromText("line one\nżółć $HOME 'x'"),
            "line one\nżółć $HOME 'x'"u8.ToArray(),
            "text").ConfigureAwait(false);

    /// <summary>Input of no bytes is an immediate end.</summary>
    [ComplianceCase("commands/input-empty")]
    public static async Task InputEmpty(ComplianceContext context) =>
        await CheckEchoAsync(context, CommandInput.FromBytes(default), [], "empty").ConfigureAwait(false);

    /// <summary>Every byte value.</summary>
    [ComplianceCase("commands/input-binary")]
    public static async Task InputBinary(ComplianceContext context)
    {
        byte[] bytes = [.. Enumerable.Range(0, 512).Select(value => (byte)value)];
        await CheckEchoAsync(context, CommandInput.FromBytes(bytes), bytes, "binary").ConfigureAwait(false);
    }

    /// <summary>1 MiB there and back, with the checksum worked out inside.</summary>
    [ComplianceCase("commands/input-one-mebibyte")]
    public static async Task InputOneMebibyte(ComplianceContext context)
    {
        var bytes = Data.Bytes(OneMebibyte, seed: 2);
        var sandbox = await InputSandboxAsync(context).ConfigureAwait(false);
        var sum = await sandbox.RunAsync(
            Command.Create("cksum") with { StandardInput = CommandInput.FromBytes(bytes) },
            context.CancellationToken).ConfigureAwait(false);
        Check.Equal(Data.Checksum(bytes), sum.StandardOutputText.Trim(), "the checksum inside of 1 MiB of input", Law.BytesFirst);
        await CheckEchoAsync(context, CommandInput.FromBytes(bytes), bytes, "1 MiB of").ConfigureAwait(false);
    }

    /// <summary>A stream that cannot seek.</summary>
    [ComplianceCase("commands/input-stream")]
    public static async Task InputStream(ComplianceContext context)
    {
        var bytes = Data.Bytes(100_000, seed: 3);
        using var stream = new OneWayStream(bytes);
        await CheckEchoAsync(context, CommandInput.FromStream(stream), bytes, "streamed").ConfigureAwait(false);
    }

    /// <summary>A command that reads little of much input, or nothing, ends as it likes: that is no error.</summary>
    [ComplianceCase("commands/input-closed-early")]
    public static async Task InputClosedEarly(ComplianceContext context)
    {
        var sandbox = await InputSandboxAsync(context).ConfigureAwait(false);
        var input = CommandInput.FromBytes(Data.Bytes(OneMebibyte, seed: 4));
        foreach (var (script, code) in ((string, int)[])[("head -c 1 > /dev/null; exit 4", 4), ("exec <&-; exit 5", 5), ("exit 6", 6)])
        {
            ExecutionResult? result = null;
            await Check.SucceedsAsync(
                async () => result = await sandbox.RunAsync(
                    Command.Shell(script) with { StandardInput = input }, context.CancellationToken).ConfigureAwait(false),
                $"RunAsync of '{script}' with 1 MiB of input", Law.Outcome).ConfigureAwait(false);
            Check.Exited(result!, code, $"'{script}' with 1 MiB of input", Law.Outcome);
        }
    }

    private static async Task<ISandbox> InputSandboxAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "StandardInput");
        return await context.ShellSandboxAsync().ConfigureAwait(false);
    }

    private static async Task CheckEchoAsync(ComplianceContext context, CommandInput input, byte[] bytes, string what)
    {
        var sandbox = await InputSandboxAsync(context).ConfigureAwait(false);
        var result = await sandbox.RunAsync(
            Command.Create("cat") with { StandardInput = input }, context.CancellationToken).ConfigureAwait(false);
        Check.Bytes(
            bytes,
            Check.Exited(result, 0, $"cat with {what} input", Law.Outcome).StandardOutput.Span,
            $"what cat gives back of {what} input",
            Law.BytesFirst);
    }
}
