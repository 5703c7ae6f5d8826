namespace Compute.Framework.Launch;

/// <summary>A process to start, ready for the operating system.</summary>
/// <param name="Path">The program's file.</param>
/// <param name="Arguments">All arguments, the program's name first.</param>
/// <param name="Environment">The whole environment; nothing is inherited.</param>
/// <param name="WorkingDirectory">The directory to start in.</param>
internal sealed record ProcessSpec(
    string Path,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory);

/// <summary>How a child process ended.</summary>
internal readonly record struct ChildExit(bool IsSignal, int Code);

/// <summary>A process could not be started for a reason that lies in the command.</summary>
internal sealed class StartFailedException(string reason) : Exception(reason);
