using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker.Stores;

/// <summary>Templates are images that were built here. The whole context directory is sent; <c>.dockerignore</c> is a matter of the
/// CLI.</summary>
internal sealed partial class Templates(EngineClient engine, Images images)
{
    public async Task<TemplateInfo> BuildAsync(
        BuildTemplateOptions options, IProgress<TemplateProgress>? progress, CancellationToken cancellationToken)
    {
        using var context = new StreamedContent(
            "application/x-tar",
            (stream, token) => TarFile.CreateFromDirectoryAsync(options.ContextDirectory, stream, includeBaseDirectory: false, token));
        var labels = new Dictionary<string, string>(options.Labels) { [SandboxLabels.Template] = options.Name };
        var query = $"build?rm=1&forcerm=1&t={EngineClient.Escape(options.Name)}&labels={Map(labels)}&buildargs={Map(options.Arguments)}"
            + (options.RecipePath is { } recipe ? "&dockerfile=" + EngineClient.Escape(recipe) : string.Empty);
        using var response = await engine.SendAsync(HttpMethod.Post, query, context, cancellationToken).ConfigureAwait(false);
        await Images.ReadAsync(
            response,
            line => Report(progress, (line.Stream ?? line.Status ?? string.Empty).TrimEnd()),
            error => new ComputeException($"The template '{options.Name}' could not be built: {error.Trim()}"),
            cancellationToken).ConfigureAwait(false);
        return (await ListAsync(cancellationToken).ConfigureAwait(false)).First(template => template.Id == options.Name);
    }

    public async Task<IReadOnlyList<TemplateInfo>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. from image in await images.ListAsync(SandboxLabels.Template, cancellationToken).ConfigureAwait(false)
        let name = image.Labels![SandboxLabels.Template]
        where image.RepoTags?.Any(
            tag => tag == name || tag.EndsWith('/' + name, StringComparison.Ordinal) || tag.EndsWith(
                name + ":latest", StringComparison.Ordinal)) == true
        select new TemplateInfo
        {
            Id = name,
            Name = name,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(image.Created),
            SizeBytes = image.Size,
            Labels = image.Labels!.Where(label => !label.Key.StartsWith("compute.", StringComparison.Ordinal)).ToDictionary(),
        },
    ];

    public Task DeleteAsync(string templateId, CancellationToken cancellationToken) => images.RetireAsync(templateId, cancellationToken);

    [GeneratedRegex(@"^STEP (\d+)(?:/(\d+))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Step();

    private static void Report(IProgress<TemplateProgress>? progress, string message)
    {
        var step = Step().Match(message);
        if (message.Length > 0)
        {
            progress?.Report(new TemplateProgress(message, Number(step.Groups[1]), Number(step.Groups[2])));
        }
    }

    private static int? Number(Group group) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Map(IReadOnlyDictionary<string, string> map) =>
        EngineClient.Escape(JsonSerializer.Serialize(new Dictionary<string, string>(map), WireJson.Default.DictionaryStringString));
}
