namespace Compute.Framework.Emulation;

/// <summary>The commands of <see cref="ShellFileWatch"/>.</summary>
internal static class WatchScripts
{
    public const int Missing = 40;
    public const int NoDirectory = 41;
    public const int NoRight = 42;
    public const int NoTool = 43;

    /// <summary>What <c>inotifywait</c> says on the standard error once nothing is missed any more.</summary>
    public const string Established = "Watches established.";

    /// <summary>Tells the absolute path of the directory <c>$1</c>, and then its changes, each with a zero byte at its end.</summary>
    private const string WatchScript = Begin + """
        [ -e "$1" ] || exit 40
        [ -d "$1" ] || exit 41
        cd "$1" 2>/dev/null || exit 42
        command -v inotifywait >/dev/null 2>&1 || exit 43
        printf '%s\0' "$PWD"
        exec inotifywait -m -r -e create,modify,attrib,delete,move --format '%c %e %w%f%0' --no-newline "$PWD"
        """;

    /// <summary>Lists what is below <c>$1</c>, a moment later: by then <c>inotifywait</c> tells what comes next.</summary>
    private const string ListScript = Begin + """
        sleep 0.1 2>/dev/null || sleep 1
        exec find "$1" -print0 2>/dev/null
        """;

    private const string Begin = """
        n=$1
        shift

        """ + ShellScript.Decode;

    public static IReadOnlyList<string> Watch(string path) => Command(WatchScript, ShellText.Path(path));

    public static IReadOnlyList<string> List(string directory) => Command(ListScript, directory);

    private static IReadOnlyList<string> Command(string script, string path)
    {
        var nonce = ShellTrailer.NewNonce();
        return ["/bin/sh", "-c", script, "sh", nonce, ShellScript.Parameter(nonce, path)];
    }
}
