using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

public sealed partial class InMemoryProvider
{
    /// <summary>Commands that are started meanwhile wait; what running ones write, and their ends, are reported after the pause.</summary>
    [Pause]
    private Task PauseAsync(InMemorySandbox sandbox, CancellationToken cancellationToken)
    {
        _backend.Pause(sandbox.Id);
        return Task.CompletedTask;
    }

    [Resume]
    private Task ResumeAsync(InMemorySandbox sandbox, CancellationToken cancellationToken)
    {
        _backend.Resume(sandbox.Id);
        return Task.CompletedTask;
    }

    [StopSandbox]
    private Task StopAsync(InMemorySandbox sandbox, CancellationToken cancellationToken)
    {
        _backend.Stop(sandbox.Id);
        return Task.CompletedTask;
    }

    [RestartSandbox]
    private Task RestartAsync(InMemorySandbox sandbox, CancellationToken cancellationToken)
    {
        _backend.Restart(sandbox.Id);
        return Task.CompletedTask;
    }

    [ExtendLifetime]
    private Task ExtendLifetimeAsync(InMemorySandbox sandbox, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        _backend.Get(sandbox.Id).ExpireIn(lifetime);
        return Task.CompletedTask;
    }

    /// <summary>Without arguments, a command <c>sh</c> is played.</summary>
    [OpenTerminal]
    private Task<TerminalChannel> OpenTerminalAsync(
        InMemorySandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        int columns,
        int rows,
        CancellationToken cancellationToken)
    {
        var command = new Command
        {
            Arguments = arguments.Count > 0 ? arguments : ["sh"],
            WorkingDirectory = workingDirectory,
            Environment = environment,
            User = user,
        };
        var terminal = new ScriptedTerminal(columns, rows);
        return Task.FromResult<TerminalChannel>(new ScriptedTerminalChannel(
            _commands.Start(_backend.Get(sandbox.Id), command, terminal), terminal));
    }

    /// <summary>Memory measures nothing but the commands that run.</summary>
    [GetMetrics]
    private Task<SandboxMetrics> GetMetricsAsync(InMemorySandbox sandbox, CancellationToken cancellationToken) =>
        Task.FromResult(_backend.Measure(sandbox.Id));

    [WatchFiles]
    private IAsyncEnumerable<FileChange> WatchAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        _backend.Get(sandbox.Id).WatchAsync(path, cancellationToken);

    /// <summary>The files of the directory become those of the working directory of sandboxes that are created from the template.</summary>
    [BuildTemplate]
    private Task<TemplateInfo> BuildTemplateAsync(
        string name,
        string contextDirectory,
        IReadOnlyDictionary<string, string> labels,
        IProgress<TemplateProgress>? progress,
        CancellationToken cancellationToken) =>
        _backend.BuildTemplateAsync(name, contextDirectory, labels, progress, cancellationToken);

    [ListTemplates]
    private Task<IReadOnlyList<TemplateInfo>> ListTemplatesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_backend.ListTemplates());

    [DeleteTemplate]
    private Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken)
    {
        _backend.DeleteTemplate(templateId);
        return Task.CompletedTask;
    }

    [ReadEvents]
    private IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        _backend.Events.ReadAsync(since, cancellationToken);
}
