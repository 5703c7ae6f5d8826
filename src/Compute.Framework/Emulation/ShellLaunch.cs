using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>
/// For authors whose back end reports neither the process inside nor why a start failed: starts a program through a shell that first
/// says, on the standard error, which process it is, and then becomes the program. What cannot be started is said there too, so
/// that it differs from a program that exits with 127. Needs a POSIX shell.
/// </summary>
public sealed class ShellLaunch
{
    private const int MaxSeenBytes = 4096;

    /// <summary>
    /// <c>$0</c> <see cref="ShellName"/>, <c>$1</c> nonce, <c>$2</c> working directory or empty, <c>$3</c> terminal size as <c>rows
    /// columns</c> or empty, <c>$4</c> empty, or beginning and count of the variables that hold those which <c>env</c> is to set;
    /// then the program and its arguments.
    /// </summary>
    /// <remarks>
    /// A variable that the environment has already stays exported when a shell sets it: names of this script's own only. The
    /// kernel says last whether a program can be started; the shell repeats it on the standard error, after its own name.
    /// Only text without <c>#!</c> has to be looked for: shells take it for a script, the kernel does not.
    /// </remarks>
    internal const string Script = ShellElf.Damaged + """
        _cfw_n=$1 _cfw_w=$2 _cfw_s=$3 _cfw_k=$4
        shift 4
        no() { printf '%s%s;' "$_cfw_n" "$1" >&2; exit "$2"; }
        [ -z "$_cfw_w" ] || cd -- "$_cfw_w" 2>/dev/null || no D 126
        case $1 in
          */*)
            [ -e "$1" ] || no P 127
            [ -f "$1" ] && [ -x "$1" ] || no X 126
            [ -s "$1" ] || no F 126
            case $1 in
              /bin/*|/sbin/*|/usr/*) ;;
              *)
                { _cfw_h=$(dd if="$1" bs=64 count=1); } 2>/dev/null
                case $_cfw_h in ''|'#!'*|*[![:print:][:space:]]*) ;; *) no F 126;; esac
                case $_cfw_h in ?ELF*) ! (_cfw_damaged "$1") || no B 126;; esac;;
            esac;;
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
        if [ -n "$_cfw_k" ]; then
          command -v env >/dev/null || no E 126
          case $1 in *=*) no E 126;; esac
          _cfw_i=${_cfw_k#* } _cfw_k=${_cfw_k% *}
          while [ "$_cfw_i" -gt 0 ]; do
            _cfw_i=$((_cfw_i-1))
            eval "set -- \"\$$_cfw_k$_cfw_i\" \"\$@\"; unset $_cfw_k$_cfw_i"
          done
          set -- env -- "$@"
        fi
        [ -z "$_cfw_s" ] || stty rows "${_cfw_s% *}" cols "${_cfw_s#* }" 2>/dev/null
        printf '%s%s;' "$_cfw_n" "$$" >&2
        exec "$@"
        """;

    private readonly string _nonce = ShellTrailer.NewNonce();
    private readonly string? _workingDirectory;
    private readonly string _program;
    private byte[] _seen = [];
    private Stage _stage;

    /// <summary>Prepares the start of a program.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="workingDirectory">Where to start it; where the back end starts the shell when null.</param>
    /// <param name="terminal">The size of the terminal to start it in, where there is one; set beforehand where the sandbox has
    /// <c>stty</c>.</param>
    /// <param name="environment">Its variables; the back end is to set those of <see cref="Environment"/> instead.</param>
    public ShellLaunch(
        IReadOnlyList<string> arguments,
        string? workingDirectory = null,
        (int Columns, int Rows)? terminal = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        _program = arguments[0];
        _workingDirectory = workingDirectory;
        Terminal = terminal;
        var (plain, odd) = Sort(environment);
        var size = terminal is var (columns, rows) ? string.Create(CultureInfo.InvariantCulture, $"{rows} {columns}") : string.Empty;
        Parameters =
        [
            _nonce, workingDirectory ?? string.Empty, size,
            odd.Count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{Marker}_ {odd.Count}"), .. arguments
        ];
        Command = ["/bin/sh", "-c", Script, ShellName, .. Parameters];
        Environment = new Dictionary<string, string>([.. plain, .. odd, new($"{Marker}", "1")]);
    }

    private enum Stage
    {
        Shell,
        Started,
        Refused,
        Running,
    }

    /// <summary>What the shells call themselves, so that what they say can be distinguished from what a program says.</summary>
    internal static string ShellName { get; } = "cfw-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    private static byte[] Refusal { get; } = Encoding.ASCII.GetBytes(ShellName + ":");

    /// <summary>The variables to start <see cref="Command"/> with. Shells lose variables of some names; these have others until the program
    /// starts.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Whether a shell hands a variable on to what it starts when it inherits it under this name itself.</summary>
    /// <param name="name">The variable's name.</param>
    public static bool CanInherit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ShellText.IsVariableName(name);
    }

    /// <summary>The size of the terminal, where there is one.</summary>
    public (int Columns, int Rows)? Terminal { get; }

    /// <summary>What the back end is to run.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>The parameters of <see cref="Script"/>.</summary>
    internal IReadOnlyList<string> Parameters { get; }

    /// <summary>The name of a variable to set, with any value, so that <see cref="ProcessTreeKill"/> finds what the program
    /// starts.</summary>
    public string Marker { get; } = "CFW" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The process inside the sandbox, once it is known.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Why the program could not be started, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the shell has said what became of the program.</summary>
    public bool IsKnown => ProcessId is not null || Failure is not null;

    /// <summary>What came in place of the record: what the back end says when there is no shell.</summary>
    public string Seen => Encoding.UTF8.GetString(_seen, 0, Math.Min(_seen.Length, 512)).Trim();

    /// <summary>Takes what the shell says out of the standard error. To be given each piece of it, also after
    /// <see cref="IsKnown"/>.</summary>
    /// <param name="error">The next piece.</param>
    /// <returns>What belongs to the program itself.</returns>
    public ReadOnlyMemory<byte> TakeRecord(ReadOnlyMemory<byte> error)
    {
        switch (_stage)
        {
            case Stage.Running:
                return error;
            case Stage.Started or Stage.Refused:
                return TakeRefusal(error);
        }

        _seen = [.. _seen, .. error.Span];
        var begin = _seen.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_nonce));
        var length = begin < 0 ? -1 : _seen.AsSpan(begin).IndexOf((byte)';');
        if (length >= 0)
        {
            var (before, after) = (_seen[..begin], _seen[(begin + length + 1)..]);
            Read(Encoding.ASCII.GetString(_seen, begin + _nonce.Length, length - _nonce.Length));
            (_stage, _seen) = (ProcessId is null ? Stage.Running : Stage.Started, []);
            return (byte[])[.. before, .. TakeRecord(after).Span];
        }

        if (_seen.Length > MaxSeenBytes)
        {
            Failure = "The shell did not say that it started the program.";
            _stage = Stage.Running;
        }

        return default;
    }

    /// <summary>What sends the program a signal, when it runs inside; null where there is no program.</summary>
    /// <param name="signal">The signal.</param>
    public IReadOnlyList<string>? SignalCommand(Signal signal) => ProcessId is { } id
        ? ["/bin/sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal.ToString(), id.ToString(CultureInfo.InvariantCulture)]
        : null;

    /// <summary>How the program ended, once <see cref="IsKnown"/>.</summary>
    /// <param name="code">Its exit code; 129 to 192 tell a death by signal, as in a shell.</param>
    public ProcessFrame EndOf(int code) =>
        _stage == Stage.Refused ? ProcessFrame.FailedToStart($"'{_program}' cannot be executed: {Reason()}.")
        : Failure is not null ? ProcessFrame.FailedToStart(Failure)
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
            "F" => $"'{_program}' cannot be executed: it is neither a binary nor a script that begins with '#!'.",
            "B" => $"'{_program}' cannot be executed: it begins like a binary, but its headers are damaged.",
            "E" => $"'{_program}' cannot be started with variables whose names shells do not hand on: the sandbox has no 'env', or the " +
            "program's name contains '='.",
            _ => $"'{_program}' cannot be executed.",
        };
    }

    /// <summary>After the record comes what the program says, or the shell's own words when the kernel did not start it.</summary>
    private ReadOnlyMemory<byte> TakeRefusal(ReadOnlyMemory<byte> error)
    {
        var all = (byte[])[.. _seen, .. error.Span];
        var common = Math.Min(all.Length, Refusal.Length);
        if (!Refusal.AsSpan(0, common).SequenceEqual(all.AsSpan(0, common)))
        {
            (_stage, _seen) = (Stage.Running, []);
            return all;
        }

        _stage = common == Refusal.Length ? Stage.Refused : Stage.Started;
        _seen = all.Length > MaxSeenBytes ? all[..MaxSeenBytes] : all;
        return default;
    }

    /// <summary>The last part of what the shell said: what the kernel reported.</summary>
    private string Reason()
    {
        var said = Encoding.UTF8.GetString(_seen).Split('\n')[0].TrimEnd();
        return said[(said.LastIndexOf(':') + 1)..].Trim();
    }

    private (
        List<KeyValuePair<string, string>> Plain,
        List<KeyValuePair<string, string>> Odd) Sort(IReadOnlyDictionary<string, string>? environment)
    {
        List<KeyValuePair<string, string>> plain = [];
        List<KeyValuePair<string, string>> odd = [];
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            if (ShellSessionRequest.CanExport(name))
            {
                plain.Add(new(name, value));
            }
            else
            {
                odd.Add(new(string.Create(CultureInfo.InvariantCulture, $"{Marker}_{odd.Count}"), $"{name}={value}"));
            }
        }

        return (plain, odd);
    }
}
