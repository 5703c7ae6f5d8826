using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>A constant script that ends with a trailer; data are its positional parameters.</summary>
internal static class ShellScript
{
    /// <summary>Comes before a script's body; the body's own parameters begin with <c>$1</c>.</summary>
    public const string Begin = """
        n=$1
        shift
        LC_ALL=C
        export LC_ALL

        """ + Decode + """
        (

        """;

    /// <summary>Gives parameters their bytes that begin with the nonce in <c>n</c>; see <see cref="Parameter"/>.</summary>
    public const string Decode = """
        for a; do
          case $a in "$n"*) a=$(printf "${a#"$n"}x"); a=${a%x};; esac
          set -- "$@" "$a"
          shift
        done

        """;

    /// <summary>Comes after a script's body; what the body exits with is the trailer's value.</summary>
    public const string End = """

        )
        r=$?
        printf '%s:E:%s;\n' "$n" "$r"
        printf '%s:E:%s;\n' "$n" "$r" >&2
        exit "$r"
        """;

    /// <summary>A parameter of a script: as it is, or, where it has bytes that are no text, in octal after the nonce.</summary>
    public static string Parameter(string nonce, string text) =>
        TextGuard.HasLoneSurrogate(text) ? nonce + ShellChunk.Octal(SandboxFileNames.GetBytes(text)) : text;

    /// <summary>Runs a script and returns its status and output.</summary>
    /// <exception cref="SandboxUnavailableException">The script did not come to its end.</exception>
    public static async ValueTask<ShellScriptResult> RunAsync(
        CommandRunner run,
        string script,
        IEnumerable<string> arguments,
        string? user,
        CommandInput? input,
        CancellationToken cancellationToken)
    {
        var nonce = ShellTrailer.NewNonce();
        var parameters = arguments.Select(argument => Parameter(nonce, argument));
        var command = new Command { Arguments = ["sh", "-c", script, "sh", nonce, .. parameters], User = user, StandardInput = input };
        var result = await run(command, cancellationToken).ConfigureAwait(false);
        var output = result.StandardOutput;
        var error = result.StandardError;
        return ShellTrailer.Extract(nonce, ref output, ref error) is not { } trailer || result.IsOutputTruncated
            ? throw ShellText.Lost(result)
            : new ShellScriptResult(trailer.Value, output, error);
    }
}

/// <summary>What a script said.</summary>
/// <param name="Status">What its body exited with.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal readonly record struct ShellScriptResult(int Status, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error);
