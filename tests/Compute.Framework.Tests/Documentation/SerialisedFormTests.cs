using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Compute.Framework.Tests.Documentation;

/// <summary>The examples of <c>docs/serialised-form.md</c> are what is written.</summary>
public sealed partial class SerialisedFormTests
{
    private static readonly string Page = Path.Combine(SourceTree.Root, "docs", "serialised-form.md");

    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Labels = new() { ["team"] = "blue" };

    /// <summary><c>COMPUTE_WRITE_DOCS=1</c> writes the examples.</summary>
    [Fact]
    public void The_page_has_the_real_forms()
    {
        var text = File.ReadAllText(Page);
        var place = Place().Match(text).Groups["examples"];
        Assert.True(place.Success, "The page has no place for the examples.");
        var expected = Examples();
        if (Environment.GetEnvironmentVariable("COMPUTE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Page, text[..place.Index] + expected + text[(place.Index + place.Length)..]);
            return;
        }

        Assert.Equal(expected, place.Value);
    }

    [Fact]
    public void The_calls_of_the_page_work()
    {
        var command = Command.Create("ls", "-l");

        var json = JsonSerializer.Serialize(command, ComputeJson.TypeInfo<Command>());
        var again = JsonSerializer.Deserialize(json, ComputeJson.TypeInfo<Command>());

        Assert.Equal(command.Arguments, again!.Arguments);
    }

    private static string Examples()
    {
        var text = new StringBuilder();
        foreach (var value in Values())
        {
            var json = JsonSerializer.Serialize(value, ComputeJson.Options.GetTypeInfo(value.GetType()));
            using var document = JsonDocument.Parse(json);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                document.WriteTo(writer);
            }

            text.Append("\n`").Append(value.GetType().Name).Append("`\n\n```json\n").Append(Encoding.UTF8.GetString(stream.ToArray())).Append("\n```\n");
        }

        return text.Append('\n').ToString();
    }

    private static IEnumerable<object> Values()
    {
        yield return new CreateSandboxOptions
        {
            Image = "debian:13",
            Name = "build",
            Labels = Labels,
            Environment = new Dictionary<string, string> { ["LANG"] = "C.UTF-8" },
            WorkingDirectory = "/work",
            Lifetime = TimeSpan.FromHours(1),
            Resources = new() { Cpus = 0.5, MemoryBytes = 536870912 },
            Ports = [8080],
            Mounts = [new("/data", "/mnt/data")],
            Network = NetworkPolicy.Named("backend"),
            Security = new() { NoNewPrivileges = true, DropCapabilities = ["ALL"] },
        };
        yield return new SandboxFilter { Labels = Labels };
        yield return Command.Create("python3", "-") with
        {
            Environment = new Dictionary<string, string> { ["A"] = "1" },
            Timeout = TimeSpan.FromSeconds(90),
            StandardInput = CommandInput.FromText("print(1)"),
        };
        yield return ExecutionResult.Exited(0, "1\n") with { Duration = TimeSpan.FromMilliseconds(12.5) };
        yield return ExecutionResult.FailedToStart("There is no program 'pyhton3'.");
        yield return new SandboxInfo
        {
            Id = "s-1",
            ProviderName = "docker",
            Status = SandboxStatus.Running,
            CreatedAt = Moment,
            Labels = Labels,
            Owner = new SandboxOwner("host", "1f0c2d3e", "4026531836", 4711, 123456),
        };
        yield return new FileEntry
        {
            Name = "caf\udce9.txt", Path = "/home/user/caf\udce9.txt", Type = FileEntryType.File, SizeBytes = 3, ModifiedAt = Moment, Mode = (UnixFileMode)0x1A4,
            Owner = "1000", Group = "1000",
        };
        yield return new FileChange(FileChangeKind.Renamed, "/home/user/b", "/home/user/a");
        yield return new SandboxProcessInfo { Id = "42", Arguments = ["sleep", "1"], StartedAt = Moment, IsRunning = true };
        yield return new OutputChunk(7, StandardStream.StandardError, "oops"u8.ToArray());
        yield return new LogEntry { Timestamp = Moment, Data = "started"u8.ToArray() };
        yield return new SandboxMetrics { MeasuredAt = Moment, CpuTime = TimeSpan.FromSeconds(1.5), MemoryBytes = 1048576, ProcessCount = 3 };
        yield return new SandboxHealth(SandboxHealthStatus.Healthy, "200 OK");
        yield return new SandboxEndpoint { Url = new("https://8080-s-1.example/"), Host = "8080-s-1.example", Port = 443 };
        yield return new SandboxEvent { Kind = SandboxEventKind.OutOfMemory, SandboxId = "s-1", OccurredAt = Moment, Name = "oom" };
        yield return new SnapshotInfo { Id = "snap-1", Name = "installed", ParentId = "snap-0", CreatedAt = Moment, SizeBytes = 4096 };
        yield return ProviderAvailability.Unavailable("The engine does not run.", "Start it.");
        yield return new ProviderInfo(
            "cloud",
            "Cloud",
            new CapabilityManifest(
                [
                    new(SandboxOperation.CreateSandbox, Support.Native(), new Dictionary<string, Support> { ["Lifetime"] = Support.Native() })
                    {
                        Limits = new Dictionary<string, OptionLimits> { ["Lifetime"] = new() { AtLeast = "00:01:00", AtMost = "1.00:00:00" } },
                    },
                    new(SandboxOperation.ReadFile, Support.Emulated("by a shell inside the sandbox"), new Dictionary<string, Support>()),
                ],
                Support.Native()),
            new([
                new()
                {
                    Name = "ApiKey", EnvironmentVariable = "CLOUD_API_KEY", TypeName = "string", IsRequired = true, IsSecret = true,
                    Setup = "Create a key at https://cloud.example/keys", KeyPrefix = "mp_",
                },
            ]));
        var error = new ResourceLimitException("sandboxes") { RetryAfter = TimeSpan.FromSeconds(5) };
        error.AddContext("cloud", null, "CreateSandbox");
        yield return error.ToErrorInfo();
        yield return new SandboxFileNotFoundException("/home/user/x").ToErrorInfo();
    }

    [GeneratedRegex("<!-- examples -->\n(?<examples>.*?)<!-- end of examples -->", RegexOptions.Singleline)]
    private static partial Regex Place();
}
