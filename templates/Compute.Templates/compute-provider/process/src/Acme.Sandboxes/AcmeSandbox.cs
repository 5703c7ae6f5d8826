using System.Text.Json;
using System.Text.Json.Serialization;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>A sandbox: a directory with its facts and its workspace; also the handle that the provider's methods get.</summary>
public sealed record AcmeSandbox(
    [property: SandboxId] string Id,
    [property: CreatedAt] DateTimeOffset CreatedAt,
    [property: Labels] IReadOnlyDictionary<string, string> Labels)
{
    private const string FactsFile = "facts.json";

    /// <summary>Where the commands run.</summary>
    [JsonIgnore]
    public DirectoryInfo Workspace { get; private init; } = null!;

    internal static async Task<AcmeSandbox> CreateAsync(DirectoryInfo root, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var sandbox = new AcmeSandbox(Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow, labels);
        var directory = root.CreateSubdirectory(sandbox.Id);
        var workspace = directory.CreateSubdirectory("work");

        // The facts come last and at once: a directory without them is no sandbox yet.
        var facts = Path.Combine(directory.FullName, FactsFile);
        await File.WriteAllBytesAsync(facts + ".new", JsonSerializer.SerializeToUtf8Bytes(sandbox, AcmeJson.Default.AcmeSandbox), cancellationToken);
        File.Move(facts + ".new", facts);
        return sandbox with { Workspace = workspace };
    }

    /// <summary>The sandbox of a directory; null when there is none, or none any more.</summary>
    internal static AcmeSandbox? Read(DirectoryInfo directory)
    {
        try
        {
            var facts = File.ReadAllBytes(Path.Combine(directory.FullName, FactsFile));
            return JsonSerializer.Deserialize(facts, AcmeJson.Default.AcmeSandbox)! with { Workspace = new(Path.Combine(directory.FullName, "work")) };
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal void Delete()
    {
        var facts = Path.Combine(Workspace.Parent!.FullName, FactsFile);
        try
        {
            // Without its facts it is no sandbox any more. Of several callers one takes them away, and the rest with them.
            File.Move(facts, facts + ".gone");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return;
        }

        Workspace.Parent.Delete(recursive: true);
    }
}

[JsonSerializable(typeof(AcmeSandbox))]
internal sealed partial class AcmeJson : JsonSerializerContext;
