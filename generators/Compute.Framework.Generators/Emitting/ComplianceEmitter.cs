using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the tests of one class: a nested class a group, a method a case, and the fixture that makes the provider.</summary>
/// <remarks>xUnit runs classes side by side and the tests of one class one after the other. The fixture belongs to the assembly, so that
/// all groups share it; each group holds it, and the provider ends with the last of them.</remarks>
internal static class ComplianceEmitter
{
    private const string Testing = "global::Compute.Framework.Testing.";
    private const string Provider = Text.Contract + "ISandboxProvider";
    private const string Task = Text.Tasks + "Task";
    private const string ValueTask = Text.Tasks + "ValueTask";
    private const string Fixture = "__cfwFixture";
    private const string Group = "__cfwGroup";
    private const string Run = "__cfwRunAsync";
    private const string AloneCollection = "__cfwAlone";

    public static string Emit(ComplianceBody body, EquatableArray<ComplianceCaseModel> cases)
    {
        var writer = new SourceWriter();
        writer.Line(Text.HeaderFor(body.Uses));
        writer.Gap();

        // xUnit runs the tests of public classes alone, and an attribute of the assembly cannot name what is private.
        if (body.Type.IsPublic)
        {
            writer.Line($"[assembly: global::Xunit.AssemblyFixture(typeof({body.Type.FullName}.{Fixture}))]");
            writer.Gap();
        }

        using (Text.Open(writer, body.Type))
        {
            writer.Line(Text.Generated);
            using (writer.Braces(body.Type.Header))
            {
                EmitGroups(writer, body, cases);
                EmitRun(writer, body);
                EmitFixture(writer, body);
                EmitGroupFixture(writer, body);
            }
        }

        return writer.ToString();
    }

    private static void EmitGroups(SourceWriter writer, ComplianceBody body, EquatableArray<ComplianceCaseModel> cases)
    {
        var taken = new HashSet<string>(body.MemberNames, StringComparer.Ordinal) { Fixture, Group, Run, AloneCollection };
        foreach (var group in cases.Where(static item => !item.IsAlone).GroupBy(static item => item.Group, StringComparer.Ordinal))
        {
            EmitGroup(writer, body, ComplianceIdentifiers.Group(group.Key, taken), [.. group], taken);
        }

        if (cases.Where(static item => item.IsAlone).ToArray() is { Length: > 0 } alone)
        {
            writer.Line("/// <summary>The cases that run while no other test does.</summary>");
            writer.Line($"[global::Xunit.Collection(typeof({AloneCollection}))]");
            EmitGroup(writer, body, ComplianceIdentifiers.Group("alone", taken), alone, taken);
            writer.Line("[global::Xunit.CollectionDefinition(DisableParallelization = true)]");
            writer.Line($"public sealed class {AloneCollection};");
            writer.Gap();
        }
    }

    private static void EmitGroup(SourceWriter writer, ComplianceBody body, string name, ComplianceCaseModel[] cases, HashSet<string> taken)
    {
        using (writer.Braces($"public sealed class {name} : global::Xunit.IClassFixture<{body.Type.FullName}.{Group}>"))
        {
            foreach (var item in cases)
            {
                if (item != cases[0])
                {
                    writer.Gap();
                }

                writer.Line($"[global::Xunit.Fact(DisplayName = {Text.Literal($"{body.Title}: {item.Id}")})]");
                var method = ComplianceIdentifiers.Method(item.Id, taken);
                writer.Line($"public {Task} {method}() => {Run}({Text.Literal(item.Id)}, {item.Method});");
            }
        }

        writer.Gap();
    }

    /// <summary>The fixture is asked for, not injected: so no class needs a constructor.</summary>
    private static void EmitRun(SourceWriter writer, ComplianceBody body)
    {
        var fixture = $"{body.Type.FullName}.{Fixture}";
        using (writer.Braces($"private static async {Task} {Run}(" +
            $"string __cfwCase, global::System.Func<{Testing}ComplianceContext, {Task}> __cfwRun)"))
        {
            writer.Line($"var {Fixture} = ({fixture})(await global::Xunit.TestContext.Current.GetFixture(typeof({fixture})))!;");
            writer.Line($"var __cfwOutcome = await {Fixture}.RunAsync(__cfwCase, __cfwRun);");
            using (writer.Braces("if (__cfwOutcome.SkipReason is { } __cfwReason)"))
            {
                writer.Line("global::Xunit.Assert.Skip(__cfwReason);");
            }

            writer.Gap();
            writer.Line($"global::Xunit.Assert.True(__cfwOutcome.Status == {Testing}CaseStatus.Passed, __cfwOutcome.Reason);");
        }

        writer.Gap();
    }

    private static void EmitFixture(SourceWriter writer, ComplianceBody body)
    {
        writer.Line($"/// <summary>Makes the provider '{body.ProviderName}' for the tests of the class, which share it.</summary>");
        using (writer.Braces($"public sealed class {Fixture} : {Testing}ComplianceFixture"))
        {
            if (body.HasSettings)
            {
                // Read when the first case runs: the fixture is made even where a filter leaves none of the class.
                writer.Line($"private {Testing}ComplianceSettings? __cfwSettings;");
                writer.Gap();
                writer.Line($"public override {Testing}ComplianceSettings Settings => __cfwSettings ??= {body.Type.FullName}.Settings;");
                writer.Gap();
            }

            EmitCreate(writer, body);
        }
    }

    private static void EmitGroupFixture(SourceWriter writer, ComplianceBody body)
    {
        writer.Gap();
        writer.Line("/// <summary>Holds the provider as long as a group of cases runs.</summary>");
        writer.Line($"public sealed class {Group}({body.Type.FullName}.{Fixture} __cfwSuite) : {Testing}ComplianceGroup(__cfwSuite);");
    }

    private static void EmitCreate(SourceWriter writer, ComplianceBody body)
    {
        var creation = body.Creation;
        if (creation.Kind == ComplianceCreationKind.AsyncMethod)
        {
            writer.Line(
                $"protected override async {ValueTask}<{Provider}> CreateProviderAsync() => await {body.Type.FullName}.CreateProvider();");
            return;
        }

        var provider = creation switch
        {
            { Kind: ComplianceCreationKind.Method } => $"{body.Type.FullName}.CreateProvider()",
            { SettingsType: { } settings } => $"{creation.ProviderType}.Create(" +
                $"new {Text.Runtime}ProviderActivator({Text.Literal(body.ProviderName)}).Options<{settings}>(configure: null))",
            _ => $"{creation.ProviderType}.Create()",
        };
        writer.Line($"protected override {ValueTask}<{Provider}> CreateProviderAsync() =>");
        using (writer.Indented())
        {
            writer.Line($"{ValueTask}.FromResult<{Provider}>({provider});");
        }
    }
}
