namespace Compute.Framework.Tests.Emulation;

/// <summary>What the provider of a test honors of a command.</summary>
internal static class Honors
{
    public static IReadOnlySet<string> Arguments { get; } = Of(nameof(Command.Arguments));

    public static IReadOnlySet<string> Of(params IEnumerable<string> options) => options.ToHashSet();
}
