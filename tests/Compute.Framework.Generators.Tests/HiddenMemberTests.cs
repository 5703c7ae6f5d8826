namespace Compute.Framework.Generators.Tests;

/// <summary>Names that stand for two things: the generated text means the one with the attribute.</summary>
public sealed class HiddenMemberTests
{
    private const string Handle = """
        public class Vm
        {
            [SandboxId] public string Id { get; init; } = "";
            [CreatedAt] public DateTimeOffset Since { get; init; }
        }
        """;

    private const string Id = "[SandboxId] public string Id { get; init; } = \"\";";

    [Theory]
    [InlineData($"public class Base {{ {Id} }} public class Vm : Base {{ public new int Id {{ get; init; }} }}", "((global::Plain.Base)handle).Id")]
    [InlineData($"public class Base {{ {Id} }} public class Vm : Base {{ public new static int Id() => 1; }}", "((global::Plain.Base)handle).Id")]
    [InlineData($"public class Base {{ {Id} }} public class Vm : Base {{ internal new const int Id = 1; }}", "((global::Plain.Base)handle).Id")]
    [InlineData($"public class Base<T> {{ {Id} }} public class Vm : Base<int> {{ public new int Id {{ get; init; }} }}", "((global::Plain.Base<int>)handle).Id")]
    [InlineData("public class Base { [SandboxId] public virtual string Id { get; init; } = \"\"; } public class Vm : Base { public override string Id { get; init; } = \"\"; }", "handle.Id")]
    [InlineData($"public class Base {{ {Id} }} public class Vm : Base {{ [SandboxId] public new string Id {{ get; init; }} = \"\"; }}", "handle.Id")]
    public void Hidden_member_of_a_class_is_read(string handle, string expected) =>
        Assert.Contains($"Id = {expected}", Text(WithHandle(handle)), StringComparison.Ordinal);

    [Fact]
    public void Every_attribute_of_a_handle_may_be_hidden()
    {
        const string Hidden = """
            public class Base
            {
                [SandboxId] public string Id { get; init; } = "";
                [CreatedAt] public DateTimeOffset Since { get; init; }
                [Status] public SandboxStatus State { get; init; }
                [Labels] public IReadOnlyDictionary<string, string>? Tags { get; init; }
                [ExpiresAt] public DateTimeOffset? Until { get; init; }
                [SandboxName] public string? Title { get; init; }
            }
            public class Vm : Base
            {
                public new int Id { get; init; }
                public new int Since { get; init; }
                public new int State { get; init; }
                public new int Tags { get; init; }
                public new int Until { get; init; }
                public new int Title { get; init; }
            }
            """;
        var text = Text(WithHandle(Hidden));

        Assert.All(["Id", "Since", "State", "Tags", "Until", "Title"], name => Assert.Contains($"((global::Plain.Base)handle).{name}", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public interface IOne { [SandboxId] string Id { get; } } public interface IOther { string Id { get; } } public interface IVm : IOne, IOther;", "((global::Plain.IOne)handle).Id")]
    [InlineData("public interface IOne { [SandboxId] string Id { get; } } public interface IVm : IOne { new int Id { get; } }", "((global::Plain.IOne)handle).Id")]
    [InlineData("public interface IOne { string Id { get; } } public interface IVm : IOne { [SandboxId] new string Id { get; } }", "handle.Id")]
    [InlineData("public interface IOne { [SandboxId] string Id { get; } } public interface IOther { string Name { get; } } public interface IVm : IOne, IOther;", "handle.Id")]
    public void Ambiguous_member_of_an_interface_is_read(string handle, string expected) =>
        Assert.Contains($"Id = {expected}", Text(WithInterface(handle)), StringComparison.Ordinal);

    [Fact]
    public void Two_interfaces_with_the_attribute_are_two_ids()
    {
        var run = GeneratorRun.Of(WithInterface("public interface IOne { [SandboxId] string Id { get; } } public interface IOther { [SandboxId] string Id { get; } } public interface IVm : IOne, IOther;"));

        Assert.Equal("CFW0007", Assert.Single(Models.Problems(run)).Id);
    }

    [Theory]
    [InlineData("IFormatProvider options, IServiceProvider optionsService", "optionsServiceService", "optionsService")]
    [InlineData("IFormatProvider http, IServiceProvider httpService, ICloneable httpServiceService", "httpServiceServiceService", "httpService")]
    [InlineData("IFormatProvider logger, IServiceProvider timeProvider", "loggerService", "timeProviderService")]
    [InlineData("IFormatProvider @class, IServiceProvider @event", "@class", "@event")]
    [InlineData("IFormatProvider __cfwActivator, IServiceProvider builder", "__cfwActivatorService", "builder")]
    public void Services_of_any_name_are_taken(string parameters, string first, string second)
    {
        var text = Text(PlainProvider.With("PlainOptions options)", $"PlainOptions settings, {parameters})").Replace("options.Region", "settings.Region", StringComparison.Ordinal)
            .Replace("using Compute.Framework; using Compute.Framework.Authoring;", "#pragma warning disable CS9113\nusing Compute.Framework; using Compute.Framework.Authoring;", StringComparison.Ordinal));

        Assert.Contains($"global::System.IFormatProvider {first},", text, StringComparison.Ordinal);
        Assert.Contains($"global::System.IServiceProvider {second},", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class Base { public string Title { get; init; } = \"\"; } ", "")]
    [InlineData("", "public string Other { get; init; } = \"\"; public string Title => Other; ")]
    public void Setting_that_a_derived_record_hides_is_not_bound(string unused, string own)
    {
        _ = unused;
        var run = GeneratorRun.Of($"using Compute.Framework; using Compute.Framework.Authoring;\npublic record Base {{ public string Title {{ get; init; }} = \"\"; }}\n[ProviderSettings] public sealed partial record Settings : Base {{ {(own.Length > 0 ? own.Replace("Title", "Name", StringComparison.Ordinal) : "")}public new string Title => \"\"; }}").AssertClean();

        Assert.DoesNotContain("Title = ", run.Texts["Settings.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_that_derives_from_a_provider_is_reported()
    {
        var run = GeneratorRun.Of(PlainProvider.Source.Replace("sealed partial class PlainProvider", "partial class PlainProvider", StringComparison.Ordinal)
            + "\n[Provider(\"second\")] public sealed partial class SecondProvider(PlainOptions options) : PlainProvider(options);");

        Assert.Contains(Models.Problems(run), problem => problem is { Id: "CFW0002", Member: "SecondProvider" });
        Assert.DoesNotContain("Plain.SecondProvider.g.cs", run.Texts.Keys);
        run.Texts.TryGetValue("Plain.PlainProvider.g.cs", out var text);
        Assert.NotNull(text);
    }

    private static string WithInterface(string handle) => WithHandle(handle.Replace("IVm", "Vm", StringComparison.Ordinal));

    private static string WithHandle(string handle) => PlainProvider.With(Handle, handle).Replace("new Vm { Id = \"1\" }", "((Vm)null!)", StringComparison.Ordinal);

    private static string Text(string source) => GeneratorRun.Of(source).AssertClean().Texts["Plain.PlainProvider.g.cs"];
}
