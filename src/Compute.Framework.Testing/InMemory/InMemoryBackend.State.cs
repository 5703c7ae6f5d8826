using System.Collections.Concurrent;

namespace Compute.Framework.Testing;

/// <content>Changes of a sandbox's state, and templates.</content>
internal sealed partial class InMemoryBackend
{
    private readonly ConcurrentDictionary<string, Template> _templates = new(StringComparer.Ordinal);

    public void Pause(string sandboxId)
    {
        var sandbox = Get(sandboxId);
        if (sandbox.Activity.Pause())
        {
            Events.Add(SandboxEventKind.Paused, sandbox.Facts, time.GetUtcNow());
        }
    }

    public void Resume(string sandboxId)
    {
        var sandbox = Get(sandboxId);
        if (sandbox.Activity.Resume())
        {
            Events.Add(SandboxEventKind.Resumed, sandbox.Facts, time.GetUtcNow());
        }
    }

    public void Stop(string sandboxId)
    {
        var sandbox = Get(sandboxId);
        if (sandbox.Activity.Stop())
        {
            Events.Add(SandboxEventKind.Stopped, sandbox.Facts, time.GetUtcNow());
        }
    }

    public void Restart(string sandboxId)
    {
        Stop(sandboxId);
        var sandbox = Get(sandboxId);
        sandbox.Activity.Start();
        Events.Add(SandboxEventKind.Started, sandbox.Facts, time.GetUtcNow());
    }

    public SandboxMetrics Measure(string sandboxId) =>
        new() { MeasuredAt = time.GetUtcNow(), ProcessCount = Get(sandboxId).Activity.Count };

    public async Task<TemplateInfo> BuildTemplateAsync(
        string name,
        string contextDirectory,
        IReadOnlyDictionary<string, string> labels,
        IProgress<TemplateProgress>? progress,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var directory = await LocalTree.ReadAsync(
            new DirectoryInfo(contextDirectory), "", progress, now, cancellationToken).ConfigureAwait(false);
        var info = new TemplateInfo { Id = NewId("tpl"), Name = name, CreatedAt = now, Labels = Copy(labels) };
        _templates[info.Id] = new Template(info, directory);
        return info;
    }

    public IReadOnlyList<TemplateInfo> ListTemplates() => [.. _templates.Values.Select(template => template.Info)];

    public void DeleteTemplate(string templateId) => _templates.TryRemove(templateId, out _);

    /// <summary>The template with an id, or else the newest with a name.</summary>
    private Template FindTemplate(string template) =>
        _templates.GetValueOrDefault(template)
        ?? _templates.Values.Where(other => other.Info.Name == template).MaxBy(other => other.Info.CreatedAt)
        ?? throw new ResourceNotFoundException("template", template);

    private sealed record Template(TemplateInfo Info, DirectoryNode Directory);
}
