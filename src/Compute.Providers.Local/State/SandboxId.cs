using System.Security.Cryptography;

namespace Compute.Providers.Local.State;

/// <summary>Ids of sandboxes, snapshots and layers: not guessable, and safe as a file's name.</summary>
internal static class SandboxId
{
    private const int Length = 24;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether a text from outside can be an id; anything else never reaches the file system.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
