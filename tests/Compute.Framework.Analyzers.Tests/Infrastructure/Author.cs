namespace Compute.Framework.Analyzers.Tests;

/// <summary>A small provider that is right, to be spoilt in one place.</summary>
internal static class Author
{
    public const string Source = """
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace Plain;
        [Provider("plain")]
        public sealed partial class PlainProvider(PlainOptions options, HttpClient http)
        {
            [CreateSandbox]
            private async Task<Vm> MakeAsync(string? image, string? snapshotId, Extra? extra, CancellationToken cancellationToken)
            {
                await SendAsync($"create/{options.Region}", image, snapshotId, extra?.Zone, cancellationToken);
                return new Vm { Id = "1" };
            }

            [GetSandbox]
            private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync("get", sandboxId, cancellationToken);

            [ListSandboxes]
            private async Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellationToken) => await SendAsync("list", "", cancellationToken) is { } vm ? [vm] : [];

            [DestroySandbox]
            private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync("destroy", sandboxId, cancellationToken);

            [RunCommand]
            private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout, CancellationToken cancellationToken)
            {
                await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);
                return ExecutionResult.Exited(vm.LastExitCode);
            }

            [CreateSnapshot]
            private async Task<SnapshotInfo> SnapshotAsync(Vm vm, string? name, CancellationToken cancellationToken)
            {
                await SendAsync("snapshot", vm.Id, name, cancellationToken);
                return new SnapshotInfo { Id = "1" };
            }

            private async Task<Vm?> SendAsync(string path, string id, CancellationToken cancellationToken)
            {
                using var response = await http.GetAsync(new Uri($"https://plain.example/{path}/{id}"), cancellationToken);
                return response.IsSuccessStatusCode ? new Vm { Id = id } : null;
            }

            private Task<Vm?> SendAsync(string path, string? one, string? two, CancellationToken cancellationToken) => SendAsync(path, one + two, cancellationToken);

            private Task<Vm?> SendAsync(string path, string? one, string? two, string? three, CancellationToken cancellationToken) => SendAsync(path, one + two, three, cancellationToken);
        }

        public class Vm
        {
            [SandboxId] public string Id { get; init; } = "";
            [CreatedAt] public DateTimeOffset Since { get; init; }
            public int LastExitCode { get; init; }
        }

        public sealed record Extra : ProviderSandboxOptions
        {
            public override string ProviderName => "plain";
            public string? Zone { get; init; }
        }

        [ProviderSettings]
        public sealed partial record PlainOptions
        {
            public string Region { get; init; } = "north";
            [Secret, KeyPrefix("k_")] public string Key { get; init; } = "";
        }
        """;

    /// <summary>The source with pieces of text replaced: a piece, its replacement, and so on.</summary>
    public static string With(params string[] replacements)
    {
        var source = Source;
        for (var i = 0; i < replacements.Length; i += 2)
        {
            Assert.Contains(replacements[i], source, StringComparison.Ordinal);
            source = source.Replace(replacements[i], replacements[i + 1], StringComparison.Ordinal);
        }

        return source;
    }

    /// <summary>The source with a further member of the provider's class.</summary>
    public static string WithMember(string member) => With("    [GetSandbox]", $"    {member}\n\n    [GetSandbox]");

    /// <summary>The source with a further setting.</summary>
    public static string WithSetting(string setting) => With("    public string Region", $"    {setting}\n    public string Region");

    /// <summary>The source with a further type.</summary>
    public static string WithType(string type) => $"{Source}\n{type}\n";

    /// <summary>The source with a test class for its provider, and a way to make it.</summary>
    public static string WithTests(string testClass) => WithType(testClass).Replace("using Compute.Framework; using Compute.Framework.Authoring;", "using Compute.Framework; using Compute.Framework.Authoring;\nusing Compute.Framework.Testing;", StringComparison.Ordinal);
}
