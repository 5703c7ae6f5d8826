using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Writes scripts that get their data as arguments.</summary>
internal static class ShellQuoting
{
    /// <summary>The script with positional parameters in place of data; null where quoting cannot be followed.</summary>
    /// <param name="parts">The pieces.</param>
    /// <param name="first">The number of the first parameter.</param>
    public static string? WithParameters(IReadOnlyList<ScriptPart> parts, int first)
    {
        var script = new StringBuilder();
        var quote = '\0';
        foreach (var part in parts)
        {
            if (part.Text is { } text)
            {
                if (!TryFollow(text, ref quote))
                {
                    return null;
                }

                script.Append(text);
            }
            else
            {
                script.Append(quote switch { '"' => $"${{{first}}}", '\'' => $"'\"${{{first}}}\"'", _ => $"\"${first}\"" });
                first++;
            }
        }

        return quote == '\0' ? script.ToString() : null;
    }

    /// <summary>The arguments of a single command, where nothing in the script needs a shell; null where something does.</summary>
    public static IReadOnlyList<(string? Text, ExpressionSyntax? Data)>? AsArguments(IReadOnlyList<ScriptPart> parts)
    {
        var arguments = new List<(string?, ExpressionSyntax?)>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Text is { } text)
            {
                // Data must stand between blanks.
                var touches = (i > 0 && !char.IsWhiteSpace(text[0])) || (i + 1 < parts.Count && !char.IsWhiteSpace(text[text.Length - 1]));
                if (touches || text.Any(character => !char.IsLetterOrDigit(character) && " -_./:,@%+".IndexOf(character) < 0))
                {
                    return null;
                }

                arguments.AddRange(
                    text.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(word => ((string?)word, (ExpressionSyntax?)null)));
            }
            else if (i > 0 && parts[i - 1].Text is null)
            {
                return null;
            }
            else
            {
                arguments.Add((null, parts[i].Data));
            }
        }

        return arguments.Count > 0 && arguments[0].Item1 is not null ? arguments : null;
    }

    /// <summary>Follows the quotes of a piece of a script; false where they nest or a document is written in place.</summary>
    private static bool TryFollow(string text, ref char quote)
    {
        if (text.Contains("$(") || text.Contains("`") || text.Contains("<<") || text.Contains("#"))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote != '\'')
            {
                i++;
                if (i == text.Length)
                {
                    return false;
                }
            }
            else if (text[i] is '"' or '\'')
            {
                quote = quote == '\0' ? text[i] : quote == text[i] ? '\0' : quote;
            }
        }

        return true;
    }
}
