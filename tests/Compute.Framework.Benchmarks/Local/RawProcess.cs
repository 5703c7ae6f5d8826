using System.Diagnostics;

namespace Compute.Framework.Benchmarks;

/// <summary>The comparison side: a plain process.</summary>
internal static class RawProcess
{
    /// <summary>Runs a program to its end with its output read.</summary>
    public static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null), process.StandardError.BaseStream.CopyToAsync(Stream.Null));
        await process.WaitForExitAsync();
        ThrowOnFailure(process);
    }

    /// <summary>Reads the output of a program with one buffer and throws it away; returns how many bytes came.</summary>
    public static long Read(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        var buffer = new byte[128 * 1024];
        long total = 0;
        int read;
        while ((read = process.StandardOutput.BaseStream.Read(buffer)) > 0)
        {
            total += read;
        }

        process.WaitForExit();
        ThrowOnFailure(process);
        return total;
    }

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static void ThrowOnFailure(Process process)
    {
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{process.StartInfo.FileName} exited with {process.ExitCode}.");
        }
    }
}
