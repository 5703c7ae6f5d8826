namespace Compute.Framework.Emulation;

/// <summary>The shell that stays in a sandbox and runs one command after another. POSIX shell, for dash, bash and busybox.</summary>
internal static class ShellSessionScript
{
    /// <summary>A command was taken and waits for the word to begin.</summary>
    public const char Ready = 'B';

    /// <summary>The command's process ended; the value is its status as a shell tells it.</summary>
    public const char Ended = 'E';

    /// <summary>Nobody can write to this stream any more; said on each of the two.</summary>
    public const char Closed = 'Z';

    /// <summary>
    /// <c>$1</c> is the script of <see cref="ShellLaunch"/>. From the standard input: a nonce, then for each command a line that
    /// prepares the next one, the command as text for a shell, and a line that begins it. An end of input is an end everywhere.
    /// </summary>
    /// <remarks>
    /// Each command has two pipes of its own, made with their readers before it comes. Both readers end when the last writer has,
    /// be it a child that was left behind: only then are the closing marks written, so that nothing of one command reaches the
    /// next one's output. What can fail happens before the first mark, so that a command without it never ran. A session of its
    /// own keeps <c>kill 0</c> from the shell. All happens in subshells: no directory, variable or limit is left.
    /// </remarks>
    public const string Run = """
        _cfw_l=$1
        exec 3>&1 4>&2 >/dev/null 2>&1
        IFS= read -r _cfw_n && _cfw_s=$(command -v setsid) && command -v cat && _cfw_w=$(pwd) || exit
        _cfw_b='
        '
        while IFS= read -r _cfw_c; do
          {
            {
              IFS= read -r _cfw_c && cd -- "$_cfw_w" && eval "$_cfw_c" || exit
              printf '%s:B:0;' "$_cfw_n" >&4
              IFS= read -r _cfw_c || exit
              (exec "$_cfw_s" /bin/sh -c "$_cfw_l" sh "$@" </dev/null 2>&6 4>&- 6>&-)
              printf '%s:E:%s;' "$_cfw_n" "$?" >&4
            } 3>&- | cat >&3 3>&- 4>&- 6>&-
          } 6>&1 | cat >&4 3>&- 4>&-
          printf '%s:Z:0;' "$_cfw_n" >&3
          printf '%s:Z:0;' "$_cfw_n" >&4
        done
        """;
}
