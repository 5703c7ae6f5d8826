using Compute.Framework.Emulation;
using Compute.Tests.Shared;

namespace Compute.Framework.Tests.Emulation;

/// <summary>What the kernel does not execute, shells would run as a script.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ShellElfTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestShell.All), MemberType = typeof(TestShell))]
    public async Task Damaged_headers_are_found_and_whole_ones_are_not(string name)
    {
        using var shell = new TestShell(name);
        var program = await File.ReadAllBytesAsync("/bin/sh", Cancel);
        if (!program.AsSpan().StartsWith("\u007FELF\u0002\u0001"u8))
        {
            Needed.NotHere("The shell of this machine has no 64-bit little-endian headers.");
        }

        var damaged = DamagedElf.Of(program);
        foreach (var (file, bytes) in damaged)
        {
            await File.WriteAllBytesAsync(Path.Combine(shell.Work, file), bytes, Cancel);
        }

        await File.WriteAllTextAsync(Path.Combine(shell.Work, "text"), "no program", Cancel);
        const string Script = ShellElf.Damaged + "for f; do if (_cfw_damaged \"$f\"); then echo \"$f\"; fi; done";
        string[] whole = ["/bin/sh", Environment.ProcessPath!, "text", "absent"];
        var result = (await shell.RunAsync(new Command { Arguments = ["sh", "-c", Script, "sh", .. damaged.Keys, .. whole] }, Cancel)).EnsureSuccess();
        Assert.Equal(damaged.Keys, result.StandardOutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(string.Empty, result.StandardErrorText);
    }
}
