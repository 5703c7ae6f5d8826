namespace Linked;

/// <summary>Something to debug into.</summary>
public static class Source
{
    /// <summary>The end of the line.</summary>
    public static string Name => nameof(Source);
}
