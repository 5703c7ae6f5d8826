using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the tests of one class: a method a case, and the fixture that makes the provider.</summary>
internal static class ComplianceEmitter
{
    private const string Testing = "global::Compute.Framework.Testing.";
    private const string Provider = Text.Contract + "ISandboxProvider";
    private const string Task = Text.Tasks + "Task";
    private const string ValueTask = Text.Tasks + "ValueTask";
    private const string Fixture = "__cfwFixture";
    private const string Run = "__cfwRunAsync";

    public static string Emit(ComplianceBody body, EquatableArray<ComplianceCaseModel> cases)
    {
        var writer = new SourceWriter();
        writer.Line(Text.Header);
        writer.Gap();
        using (Text.Open(writer, body.Type))
        {
            writer.Line(Text.Generated);
            using (writer.Braces($"{body.Type.Header} : global::Xunit.IClassFixture<{body.Type.FullName}.{Fixture}>"))
            {
                EmitTests(writer, body, cases);
                EmitRun(writer, body);
                EmitFixture(writer, body);
            }
        }

        return writer.ToString();
    }

    private static void EmitTests(SourceWriter writer, ComplianceBody body, EquatableArray<ComplianceCaseModel> cases)
    {
        var taken = new HashSet<string>(body.MemberNames, StringComparer.Ordinal) { Fixture, Run };
        foreach (var item in cases)
        {
            writer.Line($"[global::Xunit.Fact(DisplayName = {Text.Literal($"{body.Title}: {item.Id}")})]");
            writer.Line($"public {Task} {ComplianceIdentifiers.Method(item.Id, taken)}() => {Run}({Text.Literal(item.Id)}, {item.Method});");
            writer.Gap();
        }
    }

    /// <summary>The fixture is asked for, not injected: whatever constructor the author's class has stays its own.</summary>
    private static void EmitRun(SourceWriter writer, ComplianceBody body)
    {
        var fixture = $"{body.Type.FullName}.{Fixture}";
        using (writer.Braces($"private static async {Task} {Run}(string __cfwCase, global::System.Func<{Testing}ComplianceContext, {Task}> __cfwRun)"))
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
                writer.Line($"public override {Testing}ComplianceSettings Settings {{ get; }} = {body.Type.FullName}.Settings;");
                writer.Gap();
            }

            EmitCreate(writer, body);
        }
    }

    private static void EmitCreate(SourceWriter writer, ComplianceBody body)
    {
        var creation = body.Creation;
        if (creation.Kind == ComplianceCreationKind.AsyncMethod)
        {
            writer.Line($"protected override async {ValueTask}<{Provider}> CreateProviderAsync() => await {body.Type.FullName}.CreateProvider();");
            return;
        }

        var provider = creation switch
        {
            { Kind: ComplianceCreationKind.Method } => $"{body.Type.FullName}.CreateProvider()",
            { SettingsType: { } settings } => $"{creation.ProviderType}.Create(new {Text.Runtime}ProviderActivator({Text.Literal(body.ProviderName)}).Options<{settings}>(configure: null))",
            _ => $"{creation.ProviderType}.Create()",
        };
        writer.Line($"protected override {ValueTask}<{Provider}> CreateProviderAsync() =>");
        using (writer.Indented())
        {
            writer.Line($"{ValueTask}.FromResult<{Provider}>({provider});");
        }
    }
}
