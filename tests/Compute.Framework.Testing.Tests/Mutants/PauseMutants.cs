using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group lifecycle about pausing, stopping and putting off the end.</summary>
internal static class PauseMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        new("a paused sandbox is told to run", "lifecycle/pause-told", new() { Info = info => info.Status == SandboxStatus.Paused ? info with { Status = SandboxStatus.Running } : info }),
        new("resuming begins with no files", "lifecycle/pause-keeps-files", new() { Further = new() { Resume = async (resume, sandbox) => { await resume(); await RemoveFilesAsync(sandbox); } } }),
        new("a sandbox is paused in name only", "lifecycle/pause-suspends", PausedInName()),
        new("only the handle that paused can resume", "lifecycle/resume-borrowed", ResumedByItself()),
        new("what is paused cannot be destroyed", "lifecycle/destroy-paused", Kept((keep, mutation) => new() { Pause = keep, Resume = mutation.Resume })),
        Restarts("stopping twice throws", "lifecycle/stop-told", new() { Further = StoppedOnce() }),
        Restarts("restarting begins with no files", "lifecycle/restart-keeps-files", new() { Further = new() { Restart = async (restart, sandbox) => { await restart(); await RemoveFilesAsync(sandbox); } } }),
        Restarts("a command in a stopped sandbox is exit code 0", "lifecycle/stopped-refuses-commands", new() { Run = async (run, command, token) => { try { return await run(command, token); } catch (SandboxUnavailableException) { return ExecutionResult.Exited(0); } } }),
        Restarts("what stopping ended is exit code 0", "lifecycle/stop-ends-processes", new() { Process = new() { Wait = async (wait, _, _) => { var result = await wait(); return result.Outcome == ExecutionOutcome.Killed ? result.As(ExecutionResult.Exited(0)) : result; } } }),
        Restarts("what is stopped cannot be destroyed", "lifecycle/destroy-stopped", Kept((keep, mutation) => new() { Stop = keep, Restart = mutation.Resume })),
        Extends("putting off the end does nothing", "lifecycle/extend-outlives", (_, _, _) => Task.CompletedTask),
        Extends("a lifetime is added to what is left", "lifecycle/extend-from-now", async (extend, sandbox, lifetime) => await extend(lifetime + ((await sandbox.GetInfoAsync()).ExpiresAt - DateTimeOffset.UtcNow ?? TimeSpan.Zero))),
        new("only the creator can put off the end", "lifecycle/extend-borrowed", ExtendedByCreator()),
        Extends("a lifetime that is not positive is taken for none", "lifecycle/extend-not-positive", (extend, _, lifetime) => lifetime > TimeSpan.Zero ? extend(lifetime) : Task.CompletedTask),
    ];

    private static Mutant Restarts(string name, string caseId, Mutation mutation) => new(name, caseId, mutation, MutantBase.Reference);

    private static Mutant Extends(string name, string caseId, Func<Func<TimeSpan, Task>, ISandbox, TimeSpan, Task> extend) =>
        new(name, caseId, new() { Further = new() { Extend = extend } });

    private static async Task RemoveFilesAsync(ISandbox sandbox)
    {
        await foreach (var entry in sandbox.Files.ListAsync("."))
        {
            await sandbox.Files.DeleteAsync(entry.Path, recursive: true);
        }
    }

    private static Mutation PausedInName()
    {
        var paused = new ConcurrentDictionary<string, byte>();
        return new()
        {
            Further = new()
            {
                Pause = (_, sandbox) => Task.FromResult(paused.TryAdd(sandbox.Id, 0)),
                Resume = (resume, sandbox) => Task.FromResult(paused.TryRemove(sandbox.Id, out _)),
            },
            Info = info => paused.ContainsKey(info.Id) ? info with { Status = SandboxStatus.Paused } : info,
        };
    }

    private static Mutation ResumedByItself()
    {
        var pausing = new ConditionalWeakTable<ISandbox, object>();
        return new()
        {
            Further = new()
            {
                Pause = (pause, sandbox) =>
                {
                    pausing.AddOrUpdate(sandbox, sandbox);
                    return pause();
                },
                Resume = (resume, sandbox) => pausing.TryGetValue(sandbox, out _) ? resume() : throw new ComputeException("Another handle paused it."),
            },
        };
    }

    /// <summary>Keeps what is paused, or stopped, from being destroyed.</summary>
    private static Mutation Kept(Func<Func<Func<Task>, ISandbox, Task>, FurtherMutation, FurtherMutation> hold)
    {
        var held = new ConcurrentDictionary<string, byte>();
        var release = new FurtherMutation { Resume = (go, sandbox) => { held.TryRemove(sandbox.Id, out _); return go(); } };
        return new()
        {
            Further = hold((halt, sandbox) => { held.TryAdd(sandbox.Id, 0); return halt(); }, release),
            Destroy = (destroy, id) => held.ContainsKey(id) ? throw new ComputeException("It does not run.") : destroy(),
        };
    }

    private static FurtherMutation StoppedOnce()
    {
        var stopped = new ConcurrentDictionary<string, byte>();
        return new()
        {
            Stop = (stop, sandbox) => stopped.TryAdd(sandbox.Id, 0) ? stop() : throw new ComputeException("It is stopped already."),
            Restart = (restart, sandbox) => { stopped.TryRemove(sandbox.Id, out _); return restart(); },
        };
    }

    private static Mutation ExtendedByCreator()
    {
        var borrowed = new ConditionalWeakTable<ISandbox, object>();
        return new()
        {
            Get = async (get, _) =>
            {
                var found = await get();
                if (found is MutantSandbox mutant)
                {
                    borrowed.AddOrUpdate(mutant.Inner, found);
                }

                return found;
            },
            Further = new() { Extend = (extend, sandbox, lifetime) => borrowed.TryGetValue(sandbox, out _) ? Task.CompletedTask : extend(lifetime) },
        };
    }
}
