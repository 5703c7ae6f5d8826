using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Names the methods of compliance cases, and the classes of their groups.</summary>
internal static class ComplianceIdentifiers
{
    /// <summary>The method of a case: <c>commands/exit-codes</c> is <c>commands_exit_codes</c>, or with a number where that name is
    /// taken.</summary>
    public static string Method(string caseId, HashSet<string> taken) => Free(caseId, taken);

    /// <summary>The class of a group: <c>commands</c> is <c>Commands</c>, or with a number where that name is taken.</summary>
    public static string Group(string group, HashSet<string> taken) =>
        Free(group.Length == 0 ? group : char.ToUpperInvariant(group[0]) + group.Substring(1), taken);

    private static string Free(string text, HashSet<string> taken)
    {
        var name = new StringBuilder(text.Length + 1);
        foreach (var character in text)
        {
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_');
        }

        if (name.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        var wanted = name.ToString();
        var free = wanted;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = FormattableString.Invariant($"{wanted}_{number}");
        }

        return Names.Escape(free);
    }
}
