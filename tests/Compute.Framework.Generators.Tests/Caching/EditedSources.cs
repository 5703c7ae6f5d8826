namespace Compute.Framework.Generators.Tests.Caching;

/// <summary>A provider whose parts, types, constants and names are spread over files, and the edits that are made to them.</summary>
internal static class EditedSources
{
    public const string Library = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Friend")]
        namespace Lib
        {
            public interface IClient { void Call(); }
            internal interface IHidden { void Call() { } }
            public class Base { protected int Count() { return 1; } }
            public enum Zone { None, East }
            public static class Values { public const string Name = "lib"; }
        }
        """;

    public static readonly string[] LibraryVariants =
    [
        Library,
        Library.Replace("return 1;", "return 2;", StringComparison.Ordinal),
        Library.Replace("None, East", "West, East", StringComparison.Ordinal),
        Library.Replace("\"lib\"", "\"other-lib\"", StringComparison.Ordinal),
        Library.Replace("protected int Count()", "protected int Create()", StringComparison.Ordinal),
        Library.Replace("public class Base", "public class Base : System.IDisposable", StringComparison.Ordinal),
        Library.Replace("public interface IClient", "public struct IClient", StringComparison.Ordinal),
    ];

    public static readonly (string Path, string Text)[] Files =
    [
        ("Usings.cs", """
            global using System;
            global using System.Collections.Generic;
            global using System.Threading;
            global using System.Threading.Tasks;
            global using Compute.Framework; global using Compute.Framework.Authoring;
            global using Text = System.String;
            """),
        ("Provider.cs", """
            namespace Edited;
            [Provider(Values.Name, DisplayName = Values.Display)]
            public sealed partial class EditedProvider(EditedOptions options, Lib.IClient client) : Middle
            {
                private int _calls = 1;
                [CreateSandbox] private Task<Vm> MakeAsync(Text? image, Extra? extra, string? snapshotId, CancellationToken cancellationToken) { _calls++; client.ToString(); return Task.FromResult(new Vm()); }
                [GetSandbox] private Task<Vm?> FindAsync(Text sandboxId, CancellationToken cancellationToken) => Task.FromResult<Vm?>(null);
                [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;
                public string Region => options.Region + _calls;
            }
            """),
        ("Part.cs", """
            namespace Edited;
            public sealed partial class EditedProvider
            {
                [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, Arguments arguments, CancellationToken cancellationToken) { return Task.FromResult(ExecutionResult.Exited(0)); }
                [CreateSnapshot] private Task<SnapshotInfo> SnapshotAsync(Vm vm, string? name, CancellationToken cancellationToken) => Task.FromResult(new SnapshotInfo { Id = "1" });
                // more
            }
            """),
        ("Arguments.cs", """
            global using Arguments = System.Collections.Generic.IReadOnlyList<string>;
            """),
        ("Handle.cs", """
            // The handle.
            namespace Edited;
            public class Vm : VmBase
            {
                [SandboxId] public string Id { get; init; } = "1";
                [CreatedAt] public DateTimeOffset? Since { get { return null; } }
            }
            public class VmBase
            {
                public virtual IReadOnlyDictionary<string, string> Marks { get; } = new Dictionary<string, string>();
            }
            """),
        ("Options.cs", """
            namespace Edited;
            [ProviderSettings(EnvironmentPrefix = Values.Prefix)]
            public sealed partial record EditedOptions : OptionsBase
            {
                public string Region { get; init; } = "north";
                public Zone Zone { get; init; }
                public Lib.Zone Other { get; init; }
                [Secret, Setup(Values.Setup)] public required string Key { get; init; }
            }
            public record OptionsBase { public int? Retries { get; init; } }
            public sealed record Extra : ProviderSandboxOptions { public override string ProviderName => "edited"; }
            """),
        ("Values.cs", """
            namespace Edited;
            public enum Zone { None, East = 1 }
            internal static class Values
            {
                public const string Name = Stem + "-x";
                private const string Stem = "edited";
                public const string Display = nameof(Vm);
                public const string Prefix = "ED";
                public const string Setup = $"See {Display}";
            }
            """),
        ("Middle.cs", """
            namespace Edited;
            public abstract class Middle : Top { protected void Help() { Console.WriteLine(); } }
            """),
        ("Top.cs", """
            namespace Edited
            {
                public abstract class Top { public int Code { get => 1; } }
            }
            """),
        ("Unrelated.cs", """
            namespace Other { class Unrelated { int Count() { return 1; } int More() => 1; } }
            """),
        ("Tests.cs", """
            using Compute.Framework.Testing;
            [ComplianceTests(typeof(Edited.EditedProvider))] public partial class EditedCompliance
            {
                private static ISandboxProvider CreateProvider() { throw null!; }
            }
            """),
    ];

    public static readonly (string Path, string Piece, string Replacement)[] Exchanges =
    [
        // Bodies.
        ("Provider.cs", "client.ToString();", "client.GetHashCode(); var x = 1;"),
        ("Provider.cs", "_calls++;", "int Local() => image!.Length; _calls += Local();"),
        ("Provider.cs", "=> Task.CompletedTask;", "=> Task.Delay(1, cancellationToken);"),
        ("Part.cs", "return Task.FromResult(ExecutionResult.Exited(0));", "throw new NotSupportedException();"),
        ("Part.cs", "return Task", "\n#nullable disable\nreturn Task"),
        ("Middle.cs", "Console.WriteLine();", "Console.Write(1);"),
        ("Middle.cs", "{ Console", "{ /* words */ Console"),
        ("Unrelated.cs", "return 1;", "return 2;"),
        ("Unrelated.cs", "More() => 1", "More() => 2"),
        ("Tests.cs", "throw null!;", "throw new InvalidOperationException();"),
        ("Provider.cs", "_calls = 1;", "_calls = 2;"),

        // The provider's own declarations.
        ("Provider.cs", "Text? image", "Text? name"),
        ("Provider.cs", "Extra? extra, ", ""),
        ("Provider.cs", "string? snapshotId, ", ""),
        ("Provider.cs", "Lib.IClient client", "Lib.IHidden client"),
        ("Provider.cs", "public sealed partial", "internal sealed partial"),
        ("Provider.cs", "[GetSandbox] ", ""),
        ("Provider.cs", " : Middle", ""),

        // Another part of it.
        ("Part.cs", "Arguments arguments", "Arguments arguments, string? workingDirectory"),
        ("Part.cs", "string? name", "string name"),
        ("Part.cs", "[CreateSnapshot]", ""),
        ("Part.cs", "sealed partial", "sealed"),
        ("Part.cs", "// more", "[ListSandboxes] private IAsyncEnumerable<Vm> ListAsync(CancellationToken cancellationToken) => throw null!;"),
        ("Part.cs", "// more", "public class Sandbox { }"),
        ("Part.cs", "Task<ExecutionResult> RunAsync", "ValueTask<ExecutionResult> RunAsync"),
        ("Part.cs", "namespace Edited;", "#define SOME\n#if SOME\nnamespace Edited;\n#endif"),
        ("Part.cs", "namespace Edited;", "#if SOME\n#else\nnamespace Edited.More;\n#endif"),

        // Names.
        ("Usings.cs", "System.String", "System.Int32"),
        ("Usings.cs", "global using System.Threading.Tasks;", "global using System.Threading.Tasks; global using Compute.Framework.Runtime;"),
        ("Arguments.cs", "IReadOnlyList<string>", "IReadOnlyList<int>"),
        ("Arguments.cs", "IReadOnlyList<string>", "IEnumerable<string>"),
        ("Unrelated.cs", "namespace Other", "namespace Edited"),
        ("Unrelated.cs", "class Unrelated", "class CancellationToken"),
        ("Unrelated.cs", "class Unrelated", "class RunCommandAttribute : Attribute"),
        ("Handle.cs", "namespace Edited;", "namespace Edited; using Text = System.Int32;"),
        ("Handle.cs", "class Vm :", "class Vm2 :"),
        ("Top.cs", "abstract class Top", "abstract class Middle2"),

        // Types that the provider uses.
        ("Handle.cs", "[SandboxId] public", "[field: SandboxId] public"),
        ("Handle.cs", "{ get; init; } = \"1\"", "{ get => field; } = \"1\""),
        ("Handle.cs", "{ get; init; } = \"1\"", "{ get => \"field\"; } = \"1\""),
        ("Handle.cs", "[SandboxId]", "[SandboxId, Obsolete]"),
        ("Handle.cs", "public string Id", "public string? Id"),
        ("Handle.cs", "public virtual", "[Labels] public virtual"),
        ("Handle.cs", "public class VmBase", "internal class VmBase"),
        ("Handle.cs", "{ return null; }", "{ return DateTimeOffset.MinValue; }"),
        ("Handle.cs", "// The handle.", "// <auto-generated/>"),
        ("Handle.cs", "// The handle.", "#nullable disable"),
        ("Handle.cs", "public class Vm", "public record struct Vm"),
        ("Middle.cs", "protected void Help", "protected void Create"),
        ("Middle.cs", " : Top", ""),
        ("Top.cs", "abstract class Top", "abstract class Top : System.IDisposable"),
        ("Top.cs", "public int Code", "public System.Threading.Tasks.ValueTask DisposeAsync() => default; public int Code"),
        ("Top.cs", "get => 1;", "get => field;"),

        // Constants and attributes.
        ("Values.cs", "= \"edited\"", "= \"Edited\""),
        ("Values.cs", "\"-x\"", "\"-\" + \"y\""),
        ("Values.cs", "\"ED\"", "\"EDITED\""),
        ("Values.cs", "nameof(Vm)", "nameof(Values)"),
        ("Values.cs", "const string Prefix", "static readonly string Prefix"),
        ("Values.cs", "East = 1", "East = 0"),
        ("Values.cs", "None, ", ""),

        // Settings.
        ("Options.cs", "Zone Zone { get; init; }", "required Zone Zone { get; init; }"),
        ("Options.cs", "int? Retries", "object? Retries"),
        ("Options.cs", "[Secret, ", "[/* no secret */"),
        ("Options.cs", "public sealed partial record", "internal sealed partial record"),
        ("Options.cs", "public record OptionsBase", "public class OptionsBase"),
        ("Options.cs", ": ProviderSandboxOptions { public override string ProviderName => \"edited\"; }", "/* plain */;"),

        // Tests.
        ("Tests.cs", "private static ISandboxProvider", "private static Task<Edited.EditedProvider>"),
        ("Tests.cs", "private static ISandboxProvider", "private ISandboxProvider"),
        ("Tests.cs", "public partial class", "public static partial class"),
    ];
}
