namespace Compute.Framework.Emulation;

/// <summary>For authors who must pass a command to a shell as one text.</summary>
public static class ShellWords
{
    /// <summary>Texts as words that a POSIX shell reads back unchanged: in single quotes, where nothing but a single quote means
    /// anything.</summary>
    /// <param name="texts">The texts, such as a program and its arguments.</param>
    /// <returns>The quoted words with a space between them.</returns>
    public static string Quote(IEnumerable<string> texts) =>
        string.Join(' ', texts.Select(text => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'"));
}
