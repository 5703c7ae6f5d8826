using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>From what a template is built, and how it is called.</summary>
public sealed record BuildTemplateOptions
{
    /// <summary>The name, in the back end's own naming; see <see cref="CreateSandboxOptions.Template"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The directory on this machine whose files the build may use.</summary>
    public required string ContextDirectory { get; init; }

    /// <summary>The recipe's path in <see cref="ContextDirectory"/>, relative; the back end's default (such as <c>Dockerfile</c>) when null.</summary>
    public string? RecipePath { get; init; }

    /// <summary>Arguments of the build. They may remain visible in the template: no place for secrets.</summary>
    public IReadOnlyDictionary<string, string> Arguments
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>Labels. Keys beginning with <c>compute.</c> are the framework's own.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
