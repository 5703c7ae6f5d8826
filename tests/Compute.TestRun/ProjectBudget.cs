using System.Globalization;

namespace Compute.TestRun;

/// <summary>A line of <c>projects.txt</c>: which lane a project runs in, and how long it may take.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Lane"><c>engines</c>, <c>waiting</c> or <c>computing</c>.</param>
/// <param name="Seconds">Its budget on two idle cores.</param>
internal sealed record ProjectBudget(string Name, string Lane, int Seconds)
{
    public static IReadOnlyList<ProjectBudget> Read(string path) => [.. TextTable.Read(path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(parts => parts is [var name, var lane, var seconds] ? new ProjectBudget(name, lane, int.Parse(seconds, CultureInfo.InvariantCulture))
            : throw new FormatException($"{path}: a line has a project, its lane and its seconds, not '{string.Join(' ', parts)}'."))];
}
