using Compute.Gateway.E2B.Tests.Serving;

namespace Compute.Gateway.E2B.Tests;

/// <summary>Sandboxes: create, connect, list, describe, end.</summary>
public sealed class SandboxScenarios
{
    private const string Name = "sandbox";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Commands: output, input, signals, reconnection.</summary>
public sealed class CommandScenarios
{
    private const string Name = "commands";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Terminals.</summary>
public sealed class TerminalScenarios
{
    private const string Name = "pty";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Files: contents, directories, signed addresses.</summary>
public sealed class FileScenarios
{
    private const string Name = "files";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Watches of directories.</summary>
public sealed class WatchScenarios
{
    private const string Name = "watch";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Time-outs, pauses, snapshots, metrics, lists.</summary>
public sealed class LifecycleScenarios
{
    private const string Name = "lifecycle";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Every row of the errors that the SDK maps.</summary>
public sealed class ErrorScenarios
{
    private const string Name = "errors";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Where naive servers break the SDK.</summary>
public sealed class TrapScenarios
{
    private const string Name = "traps";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>The code interpreter, by its own SDK.</summary>
public sealed class InterpreterScenarios
{
    private const string Name = "interpreter";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Ports of sandboxes, by the names of hosts that the SDK makes.</summary>
public sealed class PortScenarios
{
    private const string Name = "ports";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetPortsAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Sandboxes over TLS, by the names of hosts that the SDK makes of its domain.</summary>
public sealed class TlsSandboxScenarios
{
    private const string Name = "sandbox";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetTlsAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>Files over TLS, by names of hosts: signed addresses have no other way to name a sandbox.</summary>
public sealed class TlsFileScenarios
{
    private const string Name = "files";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetTlsAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}

/// <summary>The code interpreter over TLS, by names of hosts.</summary>
public sealed class TlsInterpreterScenarios
{
    private const string Name = "interpreter";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetTlsAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}
