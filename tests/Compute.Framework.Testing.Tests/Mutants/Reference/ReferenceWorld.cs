using System.Collections.Concurrent;

namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <summary>What the instances of a <see cref="ReferenceProvider"/> share: all that the provider below does not keep.</summary>
public sealed class ReferenceWorld(string directory)
{
    private readonly ConcurrentDictionary<string, RecordedSandbox> _sandboxes = new();

    public string Directory => directory;

    public Changes<(string SandboxId, LogEntry Entry)> Log { get; } = new();

    public Changes<SandboxEvent> Events { get; } = new();

    public ConcurrentDictionary<string, VolumeInfo> Volumes { get; } = new();

    public ConcurrentDictionary<string, NetworkInfo> Networks { get; } = new();

    public ConcurrentDictionary<string, TemplateInfo> Templates { get; } = new();

    public RecordedSandbox Of(string sandboxId) => _sandboxes.GetOrAdd(sandboxId, _ => new RecordedSandbox());

    public void Happened(string sandboxId, SandboxEventKind kind) => Events.Add(new SandboxEvent
    {
        Kind = kind,
        SandboxId = sandboxId,
        OccurredAt = DateTimeOffset.UtcNow,
        Name = $"reference.{kind}",
    });

    /// <summary>Once for each sandbox, whichever way it went.</summary>
    public void Gone(string sandboxId)
    {
        if (Of(sandboxId).TryEnd())
        {
            Happened(sandboxId, SandboxEventKind.Destroyed);
        }
    }

    public void WriteLog(string sandboxId, string text) => Log.Add((sandboxId, new LogEntry { Timestamp = DateTimeOffset.UtcNow, Data = System.Text.Encoding.UTF8.GetBytes(text) }));

    public string PathOf(string kind, string id) => Path.Combine(directory, kind, id);
}

/// <summary>What is remembered of one sandbox.</summary>
public sealed class RecordedSandbox
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Fires when the sandbox is gone.</summary>
    public CancellationToken End => _end.Token;

    public bool IsStopped { get; set; }

    public bool IsHealthChecked { get; set; }

    public ConcurrentBag<ISandboxProcess> Processes { get; } = [];

    public bool TryEnd()
    {
        lock (_end)
        {
            var first = !_end.IsCancellationRequested;
            _end.Cancel();
            return first;
        }
    }
}
