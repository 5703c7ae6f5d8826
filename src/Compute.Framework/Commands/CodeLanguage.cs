namespace Compute.Framework;

/// <summary>A language of <see cref="RunCodeOptions.Language"/>.</summary>
/// <param name="Name">The language's name in lowercase. Authors can add their own.</param>
public sealed record CodeLanguage(string Name)
{
    /// <summary>POSIX shell.</summary>
    public static CodeLanguage Shell { get; } = new("shell");

    /// <summary>Python 3.</summary>
    public static CodeLanguage Python { get; } = new("python");

    /// <summary>JavaScript.</summary>
    public static CodeLanguage JavaScript { get; } = new("javascript");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
