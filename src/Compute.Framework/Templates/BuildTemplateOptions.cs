using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The sources and the name of a template to build.</summary>
public sealed record BuildTemplateOptions
{
    /// <summary>The name, as the back end requires it; see <see cref="CreateSandboxOptions.Template"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The directory on this machine whose files the build can use.</summary>
    public required string ContextDirectory { get; init; }

    /// <summary>The relative path of the recipe in <see cref="ContextDirectory"/>; the back end's default
    /// (such as <c>Dockerfile</c>) if null.</summary>
    public string? RecipePath { get; init; }

    /// <summary>Arguments of the build. They may remain visible in the template, so they must not contain secrets.</summary>
    public IReadOnlyDictionary<string, string> Arguments
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>Labels. Keys that begin with <c>compute.</c> are reserved for the framework.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;
}
