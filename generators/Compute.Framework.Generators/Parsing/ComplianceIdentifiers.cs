using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Names the methods of compliance cases.</summary>
internal static class ComplianceIdentifiers
{
    /// <summary>The method of a case: <c>commands/exit-codes</c> is <c>commands_exit_codes</c>, or with a number where that name is taken.</summary>
    public static string Method(string caseId, HashSet<string> taken)
    {
        var name = new StringBuilder(caseId.Length + 1);
        foreach (var character in caseId)
        {
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_');
        }

        if (!SyntaxFacts.IsIdentifierStartCharacter(name[0]))
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
