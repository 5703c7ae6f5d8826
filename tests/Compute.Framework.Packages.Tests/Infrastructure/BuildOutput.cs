using System.Text.RegularExpressions;

namespace Compute.Framework.Packages.Tests;

/// <summary>What a build wrote, by project.</summary>
internal sealed partial class BuildOutput
{
    private readonly ILookup<string, BuildMessage> _messages;

    public BuildOutput(string output)
    {
        Text = output;
        _messages = Message().Matches(output)
            .Select(match => new BuildMessage(
                Path.GetFileNameWithoutExtension(match.Groups["project"].Value), match.Groups["severity"].Value, match.Groups["id"].Value, match.Value.Trim()))
            .Distinct()
            .ToLookup(message => message.Project);
    }

    public string Text { get; }

    /// <summary>The errors and warnings of a project, or those of no project.</summary>
    public IEnumerable<BuildMessage> Of(string project) => _messages[project];

    [GeneratedRegex(@"^.*?\b(?<severity>warning|error) (?<id>[A-Z]+\d+)\b.*?(\[(?<project>[^\[\]]+\.csproj)\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Message();
}

/// <summary>An error or warning.</summary>
/// <param name="Project">The project's name, or nothing.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Text">The whole line.</param>
internal sealed record BuildMessage(string Project, string Severity, string Id, string Text);
