namespace Compute.Framework.Emulation;

/// <summary>The shell that stays in a sandbox and runs one command after another. POSIX shell, for dash, bash and busybox.</summary>
internal static class ShellSessionScript
{
    /// <summary>A command was taken and waits for the word to begin.</summary>
    public const char Ready = 'B';

    /// <summary>The command's process ended; the value is its status as a shell reports it.</summary>
    public const char Ended = 'E';

    /// <summary>Nobody can write to this stream any more; said on each of the two.</summary>
    public const char Closed = 'Z';

    /// <summary>What runs a command: a shell that waits for it, and becomes its program. Ends with the script of
    /// <see cref="ShellLaunch"/>.</summary>
    /// <remarks><c>$1</c> is the directory. What can fail happens before the mark, so that a command without it never ran.</remarks>
    public const string Command = """
        _cfw_b='
        '
        IFS= read -r _cfw_c && cd -- "$1" && eval "$_cfw_c" 2>/dev/null || exit
        printf '%s:B:0;' "$_cfw_m" >&2
        IFS= read -r _cfw_c || exit
        exec </dev/null

        """ + ShellLaunch.Script;

    /// <summary>
    /// <c>$0</c> is <see cref="ShellLaunch.ShellName"/>, <c>$1</c> is <see cref="Command"/>. From the standard input: a nonce, then for
    /// each command a line that has it prepared, the
    /// command as text for a shell, with the nonce in <c>_cfw_m</c>, and a line that begins it.
    /// An end of input is an end everywhere.
    /// </summary>
    /// <remarks>
    /// All processes that a command needs are there before it comes, for they take longer than most commands: the shell that becomes
    /// its program, in a session of its own, which keeps <c>kill 0</c> from the others; and two pipes with their readers. These
    /// end when the last writer has, be it a child that was left behind: only then are the closing marks written, so that
    /// nothing of one command reaches the next one's output. No directory, variable or limit is left.
    /// </remarks>
    public const string Run = """
        _cfw_l=$1
        exec 3>&1 4>&2 >/dev/null 2>&1
        IFS= read -r _cfw_n && _cfw_s=$(command -v setsid) && command -v cat && _cfw_w=$(pwd) || exit
        while IFS= read -r _cfw_c; do
          {
            {
              (exec "$_cfw_s" /bin/sh -c "$_cfw_l" "$0" "$_cfw_w" 2>&6 4>&- 6>&-)
              printf '%s:E:%s;' "$_cfw_n" "$?" >&4
            } 3>&- | cat >&3 3>&- 4>&- 6>&-
          } 6>&1 | cat >&4 3>&- 4>&-
          printf '%s:Z:0;' "$_cfw_n" >&3
          printf '%s:Z:0;' "$_cfw_n" >&4
        done
        """;
}
