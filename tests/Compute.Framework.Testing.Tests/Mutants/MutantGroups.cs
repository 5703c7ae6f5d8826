namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A group of the catalogue, whose mutants are tested in a class.</summary>
public interface IMutantGroup
{
    /// <summary>The part of the cases' ids before the slash.</summary>
    static abstract string Group { get; }
}

public sealed class MutantTableTests
{
    [Fact]
    public void Every_case_has_a_mutant()
    {
        var covered = MutantTable.Create().Select(mutant => mutant.CaseId).ToHashSet();
        Assert.Equal(ComplianceCatalogue.Cases.Select(info => info.Id).Order(), covered.Order());
    }

    [Fact]
    public void Every_group_has_a_class()
    {
        var groups = typeof(MutantTableTests).Assembly.GetTypes()
            .Where(type => !type.IsInterface && type.IsAssignableTo(typeof(IMutantGroup)))
            .Select(type => (string)type.GetProperty(nameof(IMutantGroup.Group))!.GetValue(null)!);
        Assert.Equal(ComplianceCatalogue.Cases.Select(info => info.Group).Distinct().Order(), groups.Order());
    }
}

public sealed class LifecycleGroupTests : MutantTests<LifecycleGroupTests>, IMutantGroup
{
    public static string Group => "lifecycle";
}

public sealed class CommandsGroupTests : MutantTests<CommandsGroupTests>, IMutantGroup
{
    public static string Group => "commands";
}

public sealed class ProcessesGroupTests : MutantTests<ProcessesGroupTests>, IMutantGroup
{
    public static string Group => "processes";
}

public sealed class TerminalsGroupTests : MutantTests<TerminalsGroupTests>, IMutantGroup
{
    public static string Group => "terminals";
}

public sealed class FilesGroupTests : MutantTests<FilesGroupTests>, IMutantGroup
{
    public static string Group => "files";
}

public sealed class SnapshotsGroupTests : MutantTests<SnapshotsGroupTests>, IMutantGroup
{
    public static string Group => "snapshots";
}

public sealed class NetworkGroupTests : MutantTests<NetworkGroupTests>, IMutantGroup
{
    public static string Group => "network";
}

public sealed class NetworksGroupTests : MutantTests<NetworksGroupTests>, IMutantGroup
{
    public static string Group => "networks";
}

public sealed class VolumesGroupTests : MutantTests<VolumesGroupTests>, IMutantGroup
{
    public static string Group => "volumes";
}

public sealed class TemplatesGroupTests : MutantTests<TemplatesGroupTests>, IMutantGroup
{
    public static string Group => "templates";
}

public sealed class MetricsGroupTests : MutantTests<MetricsGroupTests>, IMutantGroup
{
    public static string Group => "metrics";
}

public sealed class LogsGroupTests : MutantTests<LogsGroupTests>, IMutantGroup
{
    public static string Group => "logs";
}

public sealed class HealthGroupTests : MutantTests<HealthGroupTests>, IMutantGroup
{
    public static string Group => "health";
}

public sealed class EventsGroupTests : MutantTests<EventsGroupTests>, IMutantGroup
{
    public static string Group => "events";
}

public sealed class OptionsGroupTests : MutantTests<OptionsGroupTests>, IMutantGroup
{
    public static string Group => "options";
}

public sealed class FrameworkGroupTests : MutantTests<FrameworkGroupTests>, IMutantGroup
{
    public static string Group => "framework";
}
