namespace Compute.Framework.Emulation;

/// <summary>The commands of <see cref="ShellFileWatch"/>.</summary>
internal static class WatchScripts
{
    public const int Missing = 40;
    public const int NoDirectory = 41;
    public const int NoRight = 42;
    public const int NoTool = 43;
    public const int NoFind = 44;

    /// <summary>What <c>inotifywait</c> says on the standard error once nothing is missed any more.</summary>
    public const string Established = "Watches established.";

    /// <summary>Reports the absolute path of the directory <c>$1</c>, and then its changes, each with a zero byte at its end.</summary>
    private const string WatchScript = Begin + """
        [ -e "$1" ] || exit 40
        [ -d "$1" ] || exit 41
        cd "$1" 2>/dev/null || exit 42
        command -v inotifywait >/dev/null 2>&1 || exit 43
        command -v find >/dev/null 2>&1 || exit 44
        printf '%s\0' "$PWD"
        exec inotifywait -m -r -e create,modify,attrib,delete,move --format '%c %e %w%f%0' --no-newline "$PWD"
        """;

    /// <summary>
    /// Reads lines of directories, each in octal, and reports for each line the paths of those that are there and of all that is below
    /// them, each with a zero byte at its end, and then an empty path.
    /// </summary>
    private const string ListScript = """
        LC_ALL=C
        export LC_ALL
        set -f
        while IFS= read -r l; do
          set -- $l
          for a; do
            a=$(printf "${a}x")
            set -- "$@" "${a%x}"
            shift
          done
          find "$@" -print0 2>/dev/null </dev/null
          printf '\0'
        done
        """;

    private const string Begin = """
        n=$1
        shift

        """ + ShellScript.Decode;

    /// <summary>What lists directories, until its input ends.</summary>
    public static IReadOnlyList<string> List { get; } = ["/bin/sh", "-c", ListScript, "sh"];

    public static IReadOnlyList<string> Watch(string path)
    {
        var nonce = ShellTrailer.NewNonce();
        return ["/bin/sh", "-c", WatchScript, "sh", nonce, ShellScript.Parameter(nonce, ShellText.Path(path))];
    }

    /// <summary>A directory as a word of a line for <see cref="List"/>.</summary>
    public static string Word(string directory) => ShellChunk.Octal(SandboxFileNames.GetBytes(directory));
}
