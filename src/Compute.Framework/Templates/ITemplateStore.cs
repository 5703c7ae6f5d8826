namespace Compute.Framework;

/// <summary>A provider that builds and keeps templates: prepared states from which sandboxes are created.</summary>
public interface ITemplateStore
{
    /// <summary>Builds a template from a local directory.</summary>
    /// <param name="options">From what, and its name.</param>
    /// <param name="progress">Told what the build does, where the provider tells; or null.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<TemplateInfo> BuildTemplateAsync(BuildTemplateOptions options, IProgress<TemplateProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the templates at the back end.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<TemplateInfo> ListTemplatesAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a template. Idempotent. Sandboxes made from it are not disturbed.</summary>
    /// <param name="templateId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken = default);
}
