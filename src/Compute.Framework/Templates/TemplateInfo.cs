using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A template at the back end.</summary>
public sealed record TemplateInfo
{
    /// <summary>The id at the back end; see <see cref="CreateSandboxOptions.Template"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>When it was built, in UTC; null where the back end does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>How much space it takes, in bytes; null where the back end does not tell.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}

/// <summary>What the build of a template does.</summary>
/// <param name="Message">A line of the build's log, or what is being done.</param>
/// <param name="Step">The present step's number, from 1; null where the back end does not tell.</param>
/// <param name="StepCount">How many steps there are; null where the back end does not tell.</param>
public sealed record TemplateProgress(string Message, int? Step = null, int? StepCount = null);
