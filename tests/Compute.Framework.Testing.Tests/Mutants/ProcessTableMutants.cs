namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group processes about the table.</summary>
internal static class ProcessTableMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        new("what has ended is told to run", "processes/list", new() { Further = new() { ListProcesses = listed => listed.Select(info => info with { IsRunning = true }) } }),
        Found("what is found knows no earlier output", "processes/attach", _ => new() { Wait = async (wait, _, _) => (await wait()).With(output: []) }),
        Found("disposing what was found kills", "processes/attach-borrowed", found => new() { Dispose = async dispose => { await found.KillAsync(); await dispose(); } }),
        Found("what is found cannot be killed", "processes/attach-kill", _ => new() { Kill = (_, _) => Task.CompletedTask }),
        new("a process that never was is an error", "processes/attach-unknown", new() { Further = new() { Attach = async attach => await attach() ?? throw new ResourceNotFoundException("process", "none") } }),
    ];

    private static Mutant Found(string name, string caseId, Func<ISandboxProcess, ProcessMutation> mutation) =>
        new(name, caseId, new() { Further = new() { Attach = async attach => await attach() is { } found ? new MutantProcess(found, mutation(found)) : null } });
}
