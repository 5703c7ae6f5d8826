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

internal sealed record ExecDetails(bool Running, int? ExitCode);
