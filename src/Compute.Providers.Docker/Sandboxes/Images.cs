using System.Net;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>The engine's calls about images.</summary>
internal sealed class Images(EngineClient engine)
{
    private const string NotPulled = "the engine does not have it and could not pull it: ";

    /// <summary>Sees to it that the engine has an image.</summary>
    /// <exception cref="ImageNotAvailableException">It has not, and could not or may not pull it.</exception>
    public async Task EnsureAsync(
        string image, ImagePullPolicy policy, IProgress<ImageProgress>? progress, CancellationToken cancellationToken)
    {
        if (policy == ImagePullPolicy.Always || await FindAsync(image, cancellationToken).ConfigureAwait(false) is null)
        {
            if (policy == ImagePullPolicy.Never)
            {
                throw NotAvailable(image, "the engine does not have it, and it may not be pulled");
            }

            await PullAsync(image, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<ImageDetails?> FindAsync(string image, CancellationToken cancellationToken) =>
        engine.Http.FindJsonAsync($"images/{PathOf(image)}/json", WireJson.Default.ImageDetails, cancellationToken);

    /// <summary>The images with a label.</summary>
    public async Task<IReadOnlyList<ImageSummary>> ListAsync(string label, CancellationToken cancellationToken) =>
        await engine.Http.GetJsonAsync(
            "images/json?" + EngineClient.Filters("label", label),
            WireJson.Default.ListImageSummary,
            cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Makes an image of the files of a root directory.</summary>
    public async Task ImportAsync(Stream tar, string reference, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(tar) { Headers = { ContentType = new("application/x-tar") } };
        // The tag stands with the repository: on its own, some engines pass it over.
        var query = "images/create?fromSrc=-&repo=" + EngineClient.Escape(reference);
        using var response = await engine.SendAsync(HttpMethod.Post, query, content, cancellationToken).ConfigureAwait(false);
        await ReadAsync(
            response,
            _ => { },
            error => new ProviderFaultException($"The image '{reference}' could not be imported: {error}"),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a name away from an image, and removes the image as soon as nothing uses it.</summary>
    /// <remarks>The engines refuse to delete an image in use, or delete its containers too. So it gets another name first.</remarks>
    public async Task RetireAsync(string reference, CancellationToken cancellationToken)
    {
        const string Retired = "localhost/compute-retired";
        if (await FindAsync(reference, cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        await engine.PostAsync(
            $"images/{PathOf(reference)}/tag?repo={EngineClient.Escape(Retired)}&tag={Guid.NewGuid():n}",
            cancellationToken).ConfigureAwait(false);
        await engine.Http.DeleteIfExistsAsync("images/" + PathOf(reference), cancellationToken).ConfigureAwait(false);
        var images = await engine.Http.GetJsonAsync(
            "images/json?" + EngineClient.Filters("reference", Retired + ":*"),
            WireJson.Default.ListImageSummary,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var retired in images.SelectMany(image => image.RepoTags ?? [])
            .Where(name => name.StartsWith(Retired, StringComparison.Ordinal)))
        {
            using var response = await engine.SendAsync(
                HttpMethod.Delete, "images/" + PathOf(retired), content: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what the engine says about its progress; errors come here too, for the status was sent long before.</summary>
    public static async Task ReadAsync(
        HttpResponseMessage response, Action<ProgressLine> onLine, Func<string, Exception> toError, CancellationToken cancellationToken)
    {
        await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await foreach (
            var line in NdjsonReader.ReadAsync(
                stream, WireJson.Default.ProgressLine, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            onLine(line.Error is { } error ? throw toError(error) : line);
        }
    }

    /// <summary>A reference as a part of a path.</summary>
    public static string PathOf(string reference) => EngineClient.Escape(reference).Replace("%2F", "/", StringComparison.Ordinal);

    private async Task PullAsync(string image, IProgress<ImageProgress>? progress, CancellationToken cancellationToken)
    {
        // Without a tag all of them would be pulled.
        var (repository, tag) = Split(image);
        var query = $"images/create?fromImage={EngineClient.Escape(repository)}&tag={EngineClient.Escape(tag)}";
        using var response = await engine.SendAsync(HttpMethod.Post, query, content: null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw NotAvailable(image, NotPulled + await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }

        await ReadAsync(
            response,
            line => progress?.Report(new ImageProgress(
                line.Status ?? line.Stream ?? string.Empty, line.Id, line.ProgressDetail?.Current, line.ProgressDetail?.Total)),
            error => NotAvailable(image, NotPulled + error),
            cancellationToken).ConfigureAwait(false);
    }

    private static ImageNotAvailableException NotAvailable(string image, string reason) =>
        new(image, reason.Trim()) { Remediation = "Check its name, or build, load or import it at the engine." };

    /// <summary>Takes the tag or digest off; a colon before the last slash belongs to a registry's port.</summary>
    private static (string Repository, string Tag) Split(string reference)
    {
        var mark = reference.IndexOf('@', StringComparison.Ordinal) is >= 0 and var digest ? digest : reference.LastIndexOf(':');
        return mark > reference.LastIndexOf('/') ? (reference[..mark], reference[(mark + 1)..]) : (reference, "latest");
    }
}
