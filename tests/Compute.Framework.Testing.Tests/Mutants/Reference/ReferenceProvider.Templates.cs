namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <content>A template is a directory; a recipe is lines of <c>copy SOURCE DESTINATION</c> and <c>fail</c>.</content>
public sealed partial class ReferenceProvider : ITemplateStore
{
    public const string RecipeName = "recipe";

    public static TemplateSample Sample { get; } = new()
    {
        RecipeName = RecipeName,
        Recipe = "copy evidence from-template/evidence",
        BrokenRecipe = "copy evidence from-template/evidence\nfail",
        ArgumentRecipe = "copy $SOURCE from-template/evidence",
        EvidencePath = "from-template/evidence",
    };

    public Task<TemplateInfo> BuildTemplateAsync(BuildTemplateOptions options, IProgress<TemplateProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var id = $"template-{Guid.NewGuid():n}";
        var steps = File.ReadAllLines(Path.Combine(options.ContextDirectory, options.RecipePath ?? RecipeName));
        for (var i = 0; i < steps.Length; i++)
        {
            progress?.Report(new TemplateProgress(steps[i], i + 1, steps.Length));
            if (steps[i].Split(' ') is not ["copy", var source, var destination])
            {
                Directory.Delete(world.PathOf("templates", id), recursive: true);
                throw new ProviderFaultException($"Step {i + 1} of the recipe failed: {steps[i]}");
            }

            var name = source.StartsWith('$') ? options.Arguments[source[1..]] : source;
            var target = Path.Combine(world.PathOf("templates", id), destination);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(options.ContextDirectory, name), target);
        }

        var info = new TemplateInfo { Id = id, Name = options.Name, Labels = Copy(options.Labels), CreatedAt = DateTimeOffset.UtcNow };
        world.Templates[id] = info;
        return Task.FromResult(info);
    }

    public IAsyncEnumerable<TemplateInfo> ListTemplatesAsync(CancellationToken cancellationToken = default) => world.Templates.Values.ToAsyncEnumerable();

    public Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken = default)
    {
        if (world.Templates.TryRemove(templateId, out _))
        {
            Directory.Delete(world.PathOf("templates", templateId), recursive: true);
        }

        return Task.CompletedTask;
    }

    private TemplateInfo FindTemplate(string name) => world.Templates.GetValueOrDefault(name) ?? throw new ResourceNotFoundException("template", name);
}
