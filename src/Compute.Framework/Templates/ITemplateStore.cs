namespace Compute.Framework;

/// <summary>A provider that builds and manages templates: prepared states from which sandboxes are created.</summary>
public interface ITemplateStore
{
    /// <summary>Builds a template from a local directory.</summary>
    /// <param name="options">The sources and the name.</param>
    /// <param name="progress">Receives the progress of the build if the provider reports it; can be null.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<TemplateInfo> BuildTemplateAsync(
        BuildTemplateOptions options, IProgress<TemplateProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the templates at the back end.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<TemplateInfo> ListTemplatesAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a template. Idempotent. Sandboxes that were created from it are not affected.</summary>
    /// <param name="templateId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken = default);
}
