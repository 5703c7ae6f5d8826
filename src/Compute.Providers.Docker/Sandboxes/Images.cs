using System.Net.Http.Headers;
using Compute.Framework;
using Compute.Framework.Http;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>The engine's calls about images.</summary>
internal sealed class Images(EngineClient engine)
{
    /// <summary>Sees to it that the engine has an image.</summary>
    /// <exception cref="ImageNotAvailableException">It has not, and could not or may not pull it.</exception>
    public async Task EnsureAsync(string image, DockerCreateOptions own, CancellationToken cancellationToken)
    {
        if (own.PullPolicy == ImagePullPolicy.Always || !await ExistsAsync(image, cancellationToken).ConfigureAwait(false))
        {
            if (own.PullPolicy == ImagePullPolicy.Never)
            {
                throw new ImageNotAvailableException(image, "the engine does not have it, and it may not be pulled");
            }

            await PullAsync(image, own.PullProgress, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<bool> ExistsAsync(string image, CancellationToken cancellationToken) =>
        await engine.FindAsync($"images/{PathOf(image)}/json", WireJson.Default.ImageDetails, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Makes an image of the files of a root directory.</summary>
    public async Task ImportAsync(Stream tar, string reference, CancellationToken cancellationToken)
    {
        var (repository, tag) = Split(reference);
        using var content = new StreamContent(tar);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        var query = $"images/create?fromSrc=-&repo={EngineClient.Escape(repository)}&tag={EngineClient.Escape(tag ?? "latest")}";
        using var response = await engine.SendAsync(HttpMethod.Post, query, content, HttpResource.Other, cancellationToken).ConfigureAwait(false);
        await ReadAsync(response, progress: null, error => new ComputeException($"The image '{reference}' could not be imported: {error}"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a reference to an image, and the image when it was the last one and nothing uses it.</summary>
    /// <returns>Whether it was removed, or not there.</returns>
    public async Task<bool> DeleteAsync(string reference, CancellationToken cancellationToken)
    {
        using var response = await engine.SendRawAsync(HttpMethod.Delete, $"images/{PathOf(reference)}", content: null, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.NotFound;
    }

    /// <summary>Reads what the engine says about its progress; errors come here too, for the status was sent long before.</summary>
    public static async Task ReadAsync(HttpResponseMessage response, IProgress<ImageProgress>? progress, Func<string, Exception> toError, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var line in NdjsonReader.ReadAsync(stream, WireJson.Default.ProgressLine, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (line.Error is { } error)
            {
                throw toError(error);
            }

            if ((line.Status ?? line.Text?.TrimEnd()) is { Length: > 0 } status)
            {
                progress?.Report(new ImageProgress(status, line.Id, line.Detail?.Current, line.Detail?.Total));
            }
        }
    }

    private async Task PullAsync(string image, IProgress<ImageProgress>? progress, CancellationToken cancellationToken)
    {
        // Without a tag all of them would be pulled.
        var (repository, tag) = Split(image);
        var query = $"images/create?fromImage={EngineClient.Escape(repository)}&tag={EngineClient.Escape(tag ?? "latest")}";
        using var response = await engine.SendRawAsync(HttpMethod.Post, query, content: null, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ComputeException error)
        {
            throw new ImageNotAvailableException(image, $"the engine does not have it and could not pull it: {error.Message}", error);
        }

        await ReadAsync(response, progress, error => new ImageNotAvailableException(image, $"the engine does not have it and could not pull it: {error}"), cancellationToken).ConfigureAwait(false);
    }

    private static string PathOf(string reference) => EngineClient.Escape(reference).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>Takes the tag or digest off; a colon before the last slash belongs to a registry's port.</summary>
    private static (string Repository, string? Tag) Split(string reference)
    {
        var mark = reference.IndexOf('@', StringComparison.Ordinal);
        if (mark < 0)
        {
            mark = reference.LastIndexOf(':');
            mark = mark > reference.LastIndexOf('/') ? mark : -1;
        }

        return mark < 0 ? (reference, null) : (reference[..mark], reference[(mark + 1)..]);
    }
}
