using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Launch;

/// <summary>A command as a child of this process: its end, and what is done to it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ChildProcess
{
    private readonly ProcessStat _root;
    private readonly ProcessTree _tree;
    private readonly LaunchPlan _plan;

    /// <param name="processId">A child that was just started and that nobody waits for yet.</param>
    /// <param name="plan">How it was started.</param>
    public ChildProcess(int processId, LaunchPlan plan)
    {
        // Until it is waited for, the child's id cannot come to mean another process.
        _root = ProcFs.Stat(processId) ?? new ProcessStat(processId, 'Z', 0, processId, processId, 0);
        _tree = new ProcessTree(_root, plan.Marker);
        _plan = plan;
        Exit = ChildWaiter.WaitAsync(processId);
    }

    public int Id => _root.Id;

    /// <summary>Completes when the process has ended.</summary>
    public Task<ChildExit> Exit { get; }

    /// <summary>How the command ended.</summary>
    /// <exception cref="SandboxUnavailableException">Its sandbox ended before it, so that the exit code may be the helper's.</exception>
    public async Task<ProcessFrame> EndAsync(CancellationToken cancellationToken)
    {
        var exit = await Exit.WaitAsync(cancellationToken).ConfigureAwait(false);
        return exit.IsSignal ? ProcessFrame.Signaled(exit.Code)
            : exit.Code == 0 || _plan.IsThere?.Invoke() != false ? ProcessFrame.Exited(exit.Code)
            : throw new SandboxUnavailableException(
                "The sandbox ended before the command did; what became of it is not known.") { IsOutcomeUnknown = true };
    }

    public void Signal(int signal)
    {
        if (Exit.IsCompleted)
        {
            return;
        }

        if (!_plan.IsEntered)
        {
            ProcessDescriptor.Signal(_root.Id, _root.StartTime, signal);
            return;
        }

        // The helper that entered passes no signal on, but stops with its only child, the command: it is stopped before and continued
        // after it.
        if (signal == Libc.SIGSTOP)
        {
            ProcessDescriptor.Stop(_root.Id, _root.StartTime);
        }

        var command = ProcessTree.OnlyChild(_root) ?? _root;
        ProcessDescriptor.Signal(command.Id, command.StartTime, signal);
        if (signal == Libc.SIGCONT)
        {
            ProcessDescriptor.Signal(_root.Id, _root.StartTime, signal);
        }
    }

    /// <summary>Kills the command and everything that it started.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => Task.Run(_tree.Kill, cancellationToken);
}
