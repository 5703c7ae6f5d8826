namespace Compute.Framework.Testing;

/// <summary>A directory to build templates from, and the store that keeps them.</summary>
internal sealed class TemplateBench
{
    private readonly ComplianceContext _context;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("compliance-template-");

    private TemplateBench(ComplianceContext context, ITemplateStore store, TemplateSample sample)
    {
        _context = context;
        Store = store;
        Sample = sample;
        context.OnEnd(() =>
        {
            _directory.Delete(recursive: true);
            return ValueTask.CompletedTask;
        });
        Write(sample.RecipeName, sample.Recipe);
    }

    public ITemplateStore Store { get; }

    public TemplateSample Sample { get; }

    public static TemplateBench Create(ComplianceContext context)
    {
        var store = context.Store<ITemplateStore>(
            SandboxOperation.BuildTemplate, SandboxOperation.ListTemplates, SandboxOperation.DeleteTemplate);
        if (context.Settings.TemplateBuild is null)
        {
            context.NotApplicable("Settings.TemplateBuild is not set: nothing here says what a recipe looks like.");
        }

        return new TemplateBench(context, store, context.Settings.TemplateBuild);
    }

    public BuildTemplateOptions Options() => new() { Name = Optional.NewName(), ContextDirectory = _directory.FullName };

    /// <summary>Writes the file that the recipe copies.</summary>
    public string AddEvidence()
    {
        var text = $"evidence-{Guid.NewGuid():n}";
        Write("evidence", text);
        return text;
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public async Task<TemplateInfo> BuildAsync(BuildTemplateOptions options, IProgress<TemplateProgress>? progress = null)
    {
        var template = await Store.BuildTemplateAsync(options, progress, _context.CancellationToken).ConfigureAwait(false);
        _context.OnEnd(() => new ValueTask(Store.DeleteTemplateAsync(template.Id, CancellationToken.None)));
        return template;
    }

    public Task<List<TemplateInfo>> ListAsync() => _context.ToListAsync(Store.ListTemplatesAsync(_context.CancellationToken));

    public Task<ISandbox> CreateAsync(TemplateInfo template) =>
        _context.CreateSandboxAsync(_context.Defaults with { Image = null, Template = template.Id });
}

/// <summary>Remembers what a build said, in the order in which it said it.</summary>
internal sealed class ProgressList : IProgress<TemplateProgress>
{
    private readonly List<TemplateProgress> _told = [];

    public IReadOnlyList<TemplateProgress> Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    public void Report(TemplateProgress value)
    {
        lock (_told)
        {
            _told.Add(value);
        }
    }
}
