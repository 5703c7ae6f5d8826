namespace Compute.Providers.Docker.Wire;

internal sealed record CreateExec
{
    public bool AttachStdin { get; init; }
    public bool AttachStdout { get; init; } = true;
    public bool AttachStderr { get; init; } = true;
    public bool Tty { get; init; }
    public required IReadOnlyList<string> Cmd { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public string? User { get; init; }
    public string? WorkingDir { get; init; }
}

internal sealed record StartExec(bool Detach, bool Tty);

internal sealed record ExecDetails(bool Running, int? ExitCode, int Pid, bool CanRemove)
{
    /// <summary>Whether the command has ended.</summary>
    /// <remarks>Before the start nothing runs either: dockerd has no exit code then, Podman says 0. After the end dockerd still says which
    /// process it was, where it could be started, and Podman that the command can be removed.</remarks>
    public bool HasEnded => !Running && ExitCode is { } code && (code != 0 || CanRemove || Pid > 0);
}
