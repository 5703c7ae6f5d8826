using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A template at the back end.</summary>
public sealed record TemplateInfo
{
    /// <summary>The id at the back end; see <see cref="CreateSandboxOptions.Template"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>When it was built, in UTC; null if the back end does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The space that it uses, in bytes; null if the back end does not report it.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}

/// <summary>The progress of the build of a template.</summary>
/// <param name="Message">A line of the build's log, or the current action.</param>
/// <param name="Step">The number of the current step, from 1; null if the back end does not report it.</param>
/// <param name="StepCount">The number of steps; null if the back end does not report it.</param>
public sealed record TemplateProgress(string Message, int? Step = null, int? StepCount = null);
