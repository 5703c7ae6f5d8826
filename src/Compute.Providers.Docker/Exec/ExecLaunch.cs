using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compute.Providers.Docker.Exec;

/// <summary>
/// Starts a program through a shell that first says, on the standard error, which process it is inside the container, and then
/// becomes the program. What cannot be started is said there too, so that it differs from a program that exits with 127.
/// </summary>
internal sealed class ExecLaunch(string? workingDirectory, IReadOnlyList<string> arguments)
{
    private const int MaxRecordBytes = 256;

    /// <summary><c>$1</c> nonce, <c>$2</c> working directory or empty; then the program and its arguments.</summary>
    private const string Script = """
        n=$1 w=$2
        shift 2
        no() { printf '%s%s;' "$n" "$1" >&2; exit "$2"; }
        [ -z "$w" ] || cd -- "$w" 2>/dev/null || no D 126
        program() {
          case $1 in
            */*) [ -e "$1" ] || no P 127; [ -f "$1" ] && [ -x "$1" ] || no X 126; return;;
          esac
          z=$PATH: f=P
          while [ -n "$z" ]; do
            y=${z%%:*} z=${z#*:} y=${y:-.}/$1
            [ -f "$y" ] && { [ -x "$y" ] && return; f=X; }
          done
          [ $f = X ] && no X 126
          no P 127
        }
        program "$@"
        printf '%s%s;' "$n" "$$" >&2
        exec "$@"
        """;

    private readonly string _nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private byte[] _seen = [];

    /// <summary>The environment entry by which everything that the program starts is found again.</summary>
    public string Marker { get; } = "CFW" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What the engine is asked to run.</summary>
    public IReadOnlyList<string> Command => ["/bin/sh", "-c", Script, "sh", _nonce, workingDirectory ?? string.Empty, .. arguments];

    /// <summary>The process inside the container, once it is known.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Why the program could not be started, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the shell has said what became of the program.</summary>
    public bool IsKnown => ProcessId is not null || Failure is not null;

    /// <summary>What came before, when the shell itself could not be started.</summary>
    public string Seen => Encoding.UTF8.GetString(_seen, 0, Math.Min(_seen.Length, 512)).Trim();

    /// <summary>Takes the record out of the beginning of the standard error; returns what belongs to the program.</summary>
    public ReadOnlyMemory<byte> TakeRecord(ReadOnlyMemory<byte> error)
    {
        _seen = [.. _seen, .. error.Span];
        var seen = _seen.AsMemory();
        var begin = seen.Span.IndexOf(Encoding.ASCII.GetBytes(_nonce));
        var end = begin < 0 ? -1 : seen.Span[begin..].IndexOf((byte)';');
        if (end < 0)
        {
            return default;
        }

        Read(Encoding.ASCII.GetString(seen.Span.Slice(begin + _nonce.Length, Math.Min(end - _nonce.Length, MaxRecordBytes))));
        var rest = new byte[seen.Length - end - 1];
        seen[..begin].CopyTo(rest);
        seen[(begin + end + 1)..].CopyTo(rest.AsMemory(begin));
        return rest;
    }

    private void Read(string record)
    {
        if (int.TryParse(record, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            ProcessId = id;
            return;
        }

        Failure = record switch
        {
            "D" => $"The working directory '{workingDirectory}' is missing or cannot be entered.",
            "P" => $"There is no program '{arguments[0]}'.",
            _ => $"'{arguments[0]}' cannot be executed.",
        };
    }
}
