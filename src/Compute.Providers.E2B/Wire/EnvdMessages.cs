using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Providers.E2B.Wire;

/// <summary>The error of a response; the code is a word in Connect's, and a number in E2B's own.</summary>
internal sealed record EnvdError(JsonElement Code, string? Message);

internal sealed record EndOfStream(EnvdError? Error);

internal sealed record Nothing;

internal sealed record ProcessConfig(
    string Cmd, IReadOnlyList<string>? Args = null, IReadOnlyDictionary<string, string>? Envs = null, string? Cwd = null);

internal sealed record PtySize(int Cols, int Rows);

internal sealed record Pty(PtySize Size);

internal sealed record StartProcess(ProcessConfig Process, Pty? Pty, string? Tag, bool Stdin);

internal sealed record ProcessSelector(int Pid);

internal sealed record ConnectProcess(ProcessSelector Process);

internal sealed record ProcessInput(byte[]? Stdin = null, byte[]? Pty = null);

internal sealed record SendInput(ProcessSelector Process, ProcessInput Input);

internal sealed record SendSignal(ProcessSelector Process, string Signal);

internal sealed record UpdateProcess(ProcessSelector Process, Pty Pty);

internal sealed record ProcessList(IReadOnlyList<ListedProcess>? Processes);

internal sealed record ListedProcess(int Pid, ProcessConfig? Config, string? Tag);

internal sealed record ProcessMessage(ProcessEvent? Event);

internal sealed record ProcessEvent(ProcessStarted? Start, ProcessData? Data, ProcessEnd? End);

internal sealed record ProcessStarted(int Pid);

internal sealed record ProcessData(byte[]? Stdout, byte[]? Stderr, byte[]? Pty);

/// <summary>The end of a process. The exit code 0 may be absent.</summary>
internal sealed record ProcessEnd(int ExitCode, bool Exited, string? Status, string? Error);

internal sealed record PathRequest(string Path);

internal sealed record ListDirectory(string Path, int Depth);

internal sealed record MovePath(string Source, string Destination);

internal sealed record WatchDirectory(string Path, bool Recursive);

internal sealed record EntryResponse(Entry? Entry);

internal sealed record EntryList(IReadOnlyList<Entry>? Entries);

internal sealed record Entry(
    string Name,
    string? Type,
    string? Path,
    long Size,
    uint Mode,
    string? Permissions,
    string? Owner,
    string? Group,
    DateTimeOffset? ModifiedTime,
    string? SymlinkTarget);

internal sealed record WatchMessage(Nothing? Start, WatchEvent? Filesystem);

internal sealed record WatchEvent(string Name, string? Type);

internal sealed record EnvdMetrics(
    long Ts, [property: JsonPropertyName("mem_used")] long MemUsed, [property: JsonPropertyName("mem_total")] long MemTotal);
