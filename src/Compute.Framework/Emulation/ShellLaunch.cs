using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>
/// For authors whose back end tells neither the process inside nor why a start failed: starts a program through a shell that first
/// says, on the standard error, which process it is, and then becomes the program. What cannot be started is said there too, so
/// that it differs from a program that exits with 127. Needs a POSIX shell.
/// </summary>
public sealed class ShellLaunch
{
    private const int MaxSeenBytes = 4096;

    /// <summary><c>$1</c> nonce, <c>$2</c> working directory or empty, <c>$3</c> terminal size as <c>rows columns</c> or empty; then the program and its arguments.</summary>
    /// <remarks>A variable that the environment has already stays exported when a shell sets it: names of this script's own only.</remarks>
    internal const string Script = ShellWrapperScript.Orphan + """
        _cfw_n=$1 _cfw_w=$2 _cfw_s=$3
        shift 3
        no() { printf '%s%s;' "$_cfw_n" "$1" >&2; exit "$2"; }
        [ -z "$_cfw_w" ] || cd -- "$_cfw_w" 2>/dev/null || no D 126
        case $1 in
          */*) [ -e "$1" ] || no P 127; [ -f "$1" ] && [ -x "$1" ] || no X 126; _cfw_y=$1;;
          *)
            _cfw_z=$PATH: _cfw_f=P
            while [ -n "$_cfw_z" ]; do
              _cfw_y=${_cfw_z%%:*} _cfw_z=${_cfw_z#*:}
              _cfw_y=${_cfw_y:-.}/$1
              [ -f "$_cfw_y" ] && { [ -x "$_cfw_y" ] && { _cfw_f=; break; }; _cfw_f=X; }
            done
            [ "$_cfw_f" = X ] && no X 126
            [ -z "$_cfw_f" ] || no P 127;;
        esac
        orphan "$_cfw_y" && no I 126
        [ -z "$_cfw_s" ] || stty rows "${_cfw_s% *}" cols "${_cfw_s#* }" 2>/dev/null
        printf '%s%s;' "$_cfw_n" "$$" >&2
        exec "$@"
        """;

    private readonly string _nonce = ShellTrailer.NewNonce();
    private readonly string? _workingDirectory;
    private readonly string _program;
    private byte[] _seen = [];

    /// <summary>Prepares the start of a program.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="workingDirectory">Where to start it; where the back end starts the shell when null.</param>
    /// <param name="terminal">The size of the terminal to start it in, where there is one; set beforehand where the sandbox has <c>stty</c>.</param>
    public ShellLaunch(IReadOnlyList<string> arguments, string? workingDirectory = null, (int Columns, int Rows)? terminal = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        _program = arguments[0];
        _workingDirectory = workingDirectory;
        Terminal = terminal;
        var size = terminal is var (columns, rows) ? string.Create(CultureInfo.InvariantCulture, $"{rows} {columns}") : string.Empty;
        Parameters = [_nonce, workingDirectory ?? string.Empty, size, .. arguments];
        Command = ["/bin/sh", "-c", Script, "sh", .. Parameters];
    }

    /// <summary>The size of the terminal, where there is one.</summary>
    public (int Columns, int Rows)? Terminal { get; }

    /// <summary>What the back end is to run.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>The parameters of <see cref="Script"/>.</summary>
    internal IReadOnlyList<string> Parameters { get; }

    /// <summary>The name of a variable to set, with any value, so that <see cref="ProcessTreeKill"/> finds what the program starts.</summary>
    public string Marker { get; } = "CFW" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The process inside the sandbox, once it is known.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Why the program could not be started, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the shell has said what became of the program.</summary>
    public bool IsKnown => ProcessId is not null || Failure is not null;

    /// <summary>What came in place of the record: what the back end says when there is no shell.</summary>
    public string Seen => Encoding.UTF8.GetString(_seen, 0, Math.Min(_seen.Length, 512)).Trim();

    /// <summary>Takes the record out of the beginning of the standard error, piece by piece, until <see cref="IsKnown"/>.</summary>
    /// <param name="error">The next piece.</param>
    /// <returns>What belongs to the program itself.</returns>
    public ReadOnlyMemory<byte> TakeRecord(ReadOnlyMemory<byte> error)
    {
        _seen = [.. _seen, .. error.Span];
        var begin = _seen.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_nonce));
        var length = begin < 0 ? -1 : _seen.AsSpan(begin).IndexOf((byte)';');
        if (length >= 0)
        {
            Read(Encoding.ASCII.GetString(_seen, begin + _nonce.Length, length - _nonce.Length));
            return (byte[])[.. _seen.AsSpan(0, begin), .. _seen.AsSpan(begin + length + 1)];
        }

        if (_seen.Length > MaxSeenBytes)
        {
            Failure = "The shell did not say that it started the program.";
        }

        return default;
    }

    /// <summary>What sends the program a signal, when it runs inside; null where there is no program.</summary>
    /// <param name="signal">The signal's number.</param>
    public IReadOnlyList<string>? SignalCommand(int signal) => ProcessId is { } id
        ? ["/bin/sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal.ToString(CultureInfo.InvariantCulture), id.ToString(CultureInfo.InvariantCulture)]
        : null;

    /// <summary>How the program ended, once <see cref="IsKnown"/>.</summary>
    /// <param name="code">Its exit code; 129 to 192 tell a death by signal, as in a shell.</param>
    public ProcessFrame EndOf(int code) => Failure is not null ? ProcessFrame.FailedToStart(Failure)
        : code is > 128 and <= 192 ? ProcessFrame.Signaled(code - 128)
        : ProcessFrame.Exited(code);

    private void Read(string record)
    {
        if (int.TryParse(record, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            ProcessId = id;
            return;
        }

        Failure = record switch
        {
            "D" => $"The working directory '{_workingDirectory}' is missing or cannot be entered.",
            "P" => $"There is no program '{_program}'.",
            "I" => $"'{_program}' is a script whose interpreter is missing or cannot be executed.",
            _ => $"'{_program}' cannot be executed.",
        };
    }
}
