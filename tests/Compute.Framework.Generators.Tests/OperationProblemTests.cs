namespace Compute.Framework.Generators.Tests;

/// <summary>Something wrong with one operation: its override throws, everything else is as it would be.</summary>
public sealed class OperationProblemTests
{
    [Theory]
    [InlineData("CFW1002", "RunCommand", "[CreateSnapshot]", "[RunCommand] internal Task<ExecutionResult> AgainAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(0)); [CreateSnapshot]")]
    [InlineData("CFW1003", "RunCommand", "RunAsync(Vm", "RunAsync<T>(Vm")]
    [InlineData("CFW1003", "RunCommand", "TimeSpan? timeout", "ref TimeSpan? timeout")]
    [InlineData("CFW1003", "RunCommand", "TimeSpan? timeout", "in TimeSpan? timeout")]
    [InlineData("CFW1004", "RunCommand", "TimeSpan? timeout, CancellationToken cancellationToken", "TimeSpan? timeout")]
    [InlineData("CFW1004", "RunCommand", "TimeSpan? timeout, CancellationToken cancellationToken", "CancellationToken cancellationToken, TimeSpan? timeout")]
    [InlineData("CFW1005", "RunCommand", "TimeSpan? timeout", "TimeSpan? timeOut")]
    [InlineData("CFW1005", "RunCommand", "TimeSpan? timeout", "TimeSpan? Timeout")]
    [InlineData("CFW1005", "CreateSandbox", "string? image", "IReadOnlyList<ProviderSandboxOptions> providerOptions")]
    [InlineData("CFW1006", "RunCommand", "TimeSpan? timeout", "TimeSpan timeout")]
    [InlineData("CFW1006", "RunCommand", "IReadOnlyList<string> arguments", "string[] arguments")]
    [InlineData("CFW1006", "RunCommand", "TimeSpan? timeout", "int maxOutputBytes")]
    [InlineData("CFW1006", "RunCommand", "TimeSpan? timeout", "Missing timeout")]
    [InlineData("CFW1006", "CreateSandbox", "string? image", "string image")]
    [InlineData("CFW1006", "CreateSandbox", "Extra? extra", "Extra extra")]
    [InlineData("CFW1006", "CreateSandbox", "string? image", "long memoryBytes")]
    [InlineData("CFW1006", "CreateSnapshot", "string? name", "string name")]
    [InlineData("CFW1007", "RunCommand", "IReadOnlyList<string> arguments, ", "")]
    [InlineData("CFW1007", "RunCommand", "RunAsync(Vm vm, ", "RunAsync(")]
    [InlineData("CFW1007", "GetSandbox", "FindAsync(string sandboxId, ", "FindAsync(")]
    [InlineData("CFW1008", "CreateSandbox", "Task<Vm> MakeAsync", "Task<Vm?> MakeAsync")]
    [InlineData("CFW1008", "GetSandbox", "Task<Vm?> FindAsync", "Task<Vm> FindAsync")]
    [InlineData("CFW1008", "ListSandboxes", "Task<IReadOnlyList<Vm>> ListAsync", "Task<IReadOnlyList<string>> ListAsync")]
    [InlineData("CFW1008", "DestroySandbox", "Task DestroyAsync", "void DestroyAsync")]
    [InlineData("CFW1008", "RunCommand", "Task<ExecutionResult> RunAsync", "Task<int> RunAsync")]
    [InlineData("CFW1008", "RunCommand", "Task<ExecutionResult> RunAsync", "Missing RunAsync")]
    [InlineData("CFW1005", "RunCode", "[CreateSnapshot]", "[RunCode] internal Task<ExecutionResult> CodeAsync(Vm vm, string code, CodeLanguage language, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(0)); [CreateSnapshot]")]
    [InlineData("CFW1009", "RunCommand", "IReadOnlyList<string> arguments, TimeSpan? timeout", "Command command, IReadOnlyList<string> arguments")]
    [InlineData("CFW1009", "CreateSandbox", "string? image", "CreateSandboxOptions options")]
    [InlineData("CFW1010", "RunCommand", "[RunCommand]", "[RunCommand, Honors(\"Timeout\")]")]
    [InlineData("CFW1010", "CreateSandbox", "[CreateSandbox] internal Task<Vm> MakeAsync(string? image", "[CreateSandbox, Honors(\"Colour\")] internal Task<Vm> MakeAsync(CreateSandboxOptions options")]
    [InlineData("CFW1011", "CreateSandbox", "Extra? extra", "Extra? extra, Extra? second")]
    [InlineData("CFW1014", "DescribeSandbox", "[CreateSnapshot]", "[DescribeSandbox] internal Task<Other?> LookAsync(Vm vm, CancellationToken cancellationToken) => Task.FromResult<Other?>(null); public sealed record Other([property: SandboxId] string Id); [CreateSnapshot]")]
    [InlineData("CFW1030", "CreateSandbox", "string? image", "[AtLeast(\"1\")] string? image")]
    [InlineData("CFW1030", "GetSandbox", "FindAsync(string sandboxId", "FindAsync([Pattern(\"a\")] string sandboxId")]
    [InlineData("CFW1031", "RunCommand", "TimeSpan? timeout", "[AtMost(\"soon\")] TimeSpan? timeout")]
    [InlineData("CFW1031", "CreateSnapshot", "string? name", "[Pattern(\"[\")] string? name")]
    [InlineData("CFW1012", "CreateSnapshot", "string? snapshotId, ", "")]
    public void Only_its_override_throws(string id, string operation, string piece, string replacement)
    {
        CheckOnlyItsOverrideThrows(id, operation, GeneratorRun.Of(PlainProvider.With(piece, replacement)));
    }

    /// <summary>The operations that a provider may do without, by their own method.</summary>
    [Theory]
    [InlineData("CFW1007", "Pause", "Task NewAsync(CancellationToken cancellationToken)")]
    [InlineData("CFW1007", "ExtendLifetime", "Task NewAsync(Vm vm, CancellationToken cancellationToken)")]
    [InlineData("CFW1006", "ExtendLifetime", "Task NewAsync(Vm vm, int lifetime, CancellationToken cancellationToken)")]
    [InlineData("CFW1006", "GetEndpoint", "Task<SandboxEndpoint> NewAsync(Vm vm, ushort port, CancellationToken cancellationToken)")]
    [InlineData("CFW1008", "GetEndpoint", "Task<Uri> NewAsync(Vm vm, int port, CancellationToken cancellationToken)")]
    [InlineData("CFW1008", "OpenTerminal", "Task<ProcessChannel> NewAsync(Vm vm, CancellationToken cancellationToken)")]
    [InlineData("CFW1005", "OpenTerminal", "Task<TerminalChannel> NewAsync(Vm vm, TimeSpan? timeout, CancellationToken cancellationToken)")]
    [InlineData("CFW1006", "OpenTerminal", "Task<TerminalChannel> NewAsync(Vm vm, string user, CancellationToken cancellationToken)")]
    [InlineData("CFW1009", "OpenTerminal", "Task<TerminalChannel> NewAsync(Vm vm, TerminalOptions options, CancellationToken cancellationToken)")]
    [InlineData("CFW1006", "ReadLogs", "IAsyncEnumerable<LogEntry> NewAsync(Vm vm, int tail, CancellationToken cancellationToken)")]
    [InlineData("CFW1008", "ReadLogs", "Task<LogEntry> NewAsync(Vm vm, CancellationToken cancellationToken)")]
    [InlineData("CFW1007", "AttachProcess", "Task<ProcessChannel?> NewAsync(Vm vm, CancellationToken cancellationToken)")]
    [InlineData("CFW1005", "CreateVolume", "Task<VolumeInfo> NewAsync(Vm vm, CancellationToken cancellationToken)")]
    [InlineData("CFW1007", "DeleteVolume", "Task NewAsync(CancellationToken cancellationToken)")]
    [InlineData("CFW1007", "BuildTemplate", "Task<TemplateInfo> NewAsync(string name, CancellationToken cancellationToken)")]
    [InlineData("CFW1006", "BuildTemplate", "Task<TemplateInfo> NewAsync(string name, string contextDirectory, IProgress<TemplateProgress> progress, CancellationToken cancellationToken)")]
    [InlineData("CFW1006", "ReadEvents", "IAsyncEnumerable<SandboxEvent> NewAsync(DateTimeOffset since, CancellationToken cancellationToken)")]
    public void Only_the_override_of_a_further_operation_throws(string id, string operation, string method)
    {
        CheckOnlyItsOverrideThrows(id, operation, GeneratorRun.Of(PlainProvider.With("[CreateSnapshot]", $"[{operation}] internal {method} => throw new NotSupportedException(); [CreateSnapshot]")));
    }

    [Theory]
    [InlineData("CreateNetwork", "Honors(\"Name\", \"Colour\")", "Task<NetworkInfo> NewAsync(CreateNetworkOptions options, CancellationToken cancellationToken)")]
    [InlineData("CreateNetwork", "Honors(\"Name\")", "Task<NetworkInfo> NewAsync(string? name, CancellationToken cancellationToken)")]
    public void Honors_names_options_that_the_parameters_hold(string operation, string honors, string method)
    {
        CheckOnlyItsOverrideThrows("CFW1010", operation, GeneratorRun.Of(PlainProvider.With("[CreateSnapshot]", $"[{operation}, {honors}] internal {method} => throw new NotSupportedException(); [CreateSnapshot]")));
    }

    [Fact]
    public void What_a_further_operation_may_do_without_is_not_asked_for()
    {
        const string Methods = """
            [OpenTerminal] internal Task<TerminalChannel> TerminalAsync(Vm vm, CancellationToken cancellationToken) => throw new NotSupportedException();
            [BuildTemplate] internal Task<TemplateInfo> BuildAsync(string name, string contextDirectory, CancellationToken cancellationToken) => throw new NotSupportedException();
            [ListTemplates] internal Task<IReadOnlyList<TemplateInfo>> TemplatesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
            [DeleteTemplate] internal Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken) => throw new NotSupportedException();
            [ReadEvents] internal IAsyncEnumerable<SandboxEvent> EventsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
            [CreateSnapshot]
            """;
        var run = GeneratorRun.Of(PlainProvider.With("[CreateSnapshot]", Methods)).AssertClean();

        Assert.Empty(Models.Problems(run));
        var text = run.Texts["Plain.PlainProvider.g.cs"];
        Assert.Contains("Adapt.Refuse(since is not null, \"Since\");", text, StringComparison.Ordinal);
        Assert.Contains("global::Compute.Framework.ITerminalHost", text, StringComparison.Ordinal);
        Assert.Contains("global::Compute.Framework.IEventSource", text, StringComparison.Ordinal);
        Assert.Contains("global::Compute.Framework.ITemplateStore", text, StringComparison.Ordinal);
        Assert.DoesNotContain("IProcessTable", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pause", "Task NewAsync(Vm vm, CancellationToken cancellationToken)", "[Resume]")]
    [InlineData("RestartSandbox", "Task NewAsync(Vm vm, CancellationToken cancellationToken)", "[StopSandbox]")]
    [InlineData("DeleteVolume", "Task NewAsync(string volumeId, CancellationToken cancellationToken)", "[CreateVolume] and [ListVolumes]")]
    [InlineData("ListProcesses", "Task<IReadOnlyList<SandboxProcessInfo>> NewAsync(Vm vm, CancellationToken cancellationToken)", "[AttachProcess]")]
    public void What_nobody_can_call_throws_and_makes_no_interface(string operation, string method, string lacking)
    {
        var run = GeneratorRun.Of(PlainProvider.With("[CreateSnapshot]", $"[{operation}] internal {method} => throw new NotSupportedException(); [CreateSnapshot]")).AssertClean();

        CheckOnlyItsOverrideThrows("CFW1016", operation, run);
        Assert.Contains($"together with {lacking}:", Assert.Single(Models.Problems(run)).Message, StringComparison.Ordinal);
    }

    private static void CheckOnlyItsOverrideThrows(string id, string operation, GeneratorRun run)
    {
        Assert.Equal(id, Assert.Single(Models.Problems(run)).Id);
        var text = run.Texts["Plain.PlainProvider.g.cs"];
        Assert.Contains($" {operation}Async(", text[..text.IndexOf($"\"{id}: ", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(1, text.Split("throw new global::System.InvalidOperationException(").Length - 1);
        Assert.Contains($"SandboxOperation.{operation}", text, StringComparison.Ordinal);
        var throwing = text.Split('\n').Index().Single(line => line.Item.Contains("throw new", StringComparison.Ordinal)).Index;
        Assert.Contains($" {operation}Async(", text.Split('\n')[throwing - 1], StringComparison.Ordinal);

        // Whatever the compiler says is about the author's own text.
        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic =>
            diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("[CreateSandbox]")]
    [InlineData("[GetSandbox]")]
    [InlineData("[DestroySandbox]")]
    [InlineData("[RunCommand]")]
    public void Missing_operation_is_a_problem_and_the_class_is_written(string attribute)
    {
        var run = GeneratorRun.Of(PlainProvider.With(attribute, "")).AssertClean();

        Assert.Contains(Models.Problems(run), problem => problem.Id == "CFW1001" && problem.Message.Contains(attribute, StringComparison.Ordinal));
        Assert.Contains("Plain.PlainProvider.g.cs", run.Texts.Keys);
    }

    [Fact]
    public void Optional_value_of_a_project_without_nullable_marks_binds()
    {
        var run = GeneratorRun.Of("#nullable disable\n" + PlainProvider.Source.Replace("string?", "string", StringComparison.Ordinal).Replace("Vm?", "Vm", StringComparison.Ordinal).Replace("Extra?", "Extra", StringComparison.Ordinal));

        run.AssertClean();
        Assert.Empty(Models.Problems(run));
    }
}
