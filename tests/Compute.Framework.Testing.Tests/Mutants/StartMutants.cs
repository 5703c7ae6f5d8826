using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of what is started, and of the pieces of a log.</summary>
internal static class StartMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        new("variables of odd names are dropped", "commands/environment-names", new() { Run = Input(command => command with { Environment = command.Environment.Where(pair => pair.Key.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')).ToDictionary() }) }),
        new("a command's user is dropped when there is none", "commands/user-missing", new() { Describe = info => info.Claim(SandboxOperation.RunCommand, "User"), Run = Input(command => command with { User = null }) }),
        new("a long line is several entries", "logs/long-line", new() { Further = new() { Logs = (read, options) => read(options).SelectMany(entry => Pieces(entry).ToAsyncEnumerable()) } }, MutantBase.Reference),
    ];

    private static IEnumerable<LogEntry> Pieces(LogEntry entry) =>
        entry.Data.Length <= PieceBytes ? [entry] : entry.Data.ToArray().Chunk(PieceBytes).Select(piece => entry with { Data = piece });

    private const int PieceBytes = 16 * 1024;
}
