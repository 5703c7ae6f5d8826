using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Framework.Tests.Serialization;

/// <summary>The contract as JSON.</summary>
public sealed partial class ComputeJsonTests
{
    private const int Draws = 10_000;

    [Fact]
    public void Random_values_of_every_type_come_back_with_every_property()
    {
        var makers = new RandomValues(new Random(20261128)).All;
        for (var i = 0; i < Draws; i++)
        {
            var value = makers[i % makers.Count]();
            var type = value.GetType();
            var json = JsonSerializer.Serialize(value, ComputeJson.Options.GetTypeInfo(type));

            var again = JsonSerializer.Deserialize(json, ComputeJson.Options.GetTypeInfo(type));

            Assert.Equal(ContractValues.Show(value), ContractValues.Show(again));
            Assert.Equal(json, JsonSerializer.Serialize(again, ComputeJson.Options.GetTypeInfo(type)));
        }
    }

    [Fact]
    public void Every_type_of_the_contract_is_drawn()
    {
        var drawn = new RandomValues(new Random(1)).All.Select(static make => make().GetType());
        var known = ((Framework.Serialization.ContractResolver)ComputeJson.Default).Types.Where(static type => !type.IsArray && !type.IsGenericType);

        Assert.Equal(known.Select(static type => type.Name).Order(), drawn.Select(static type => type.Name).Order());
    }

    [Fact]
    public void Every_public_record_of_the_contract_has_a_form()
    {
        // What an author makes, what an application configures, and what holds objects is not sent.
        string[] left = [nameof(ProviderSandboxOptions), nameof(ComputeDefaults), nameof(RegisteredProvider)];
        var records = typeof(Command).Assembly.GetExportedTypes()
            .Where(static type => type.Namespace == "Compute.Framework" && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            .Select(static type => type.Name)
            .Except(left);

        Assert.Empty(records.Except(((Framework.Serialization.ContractResolver)ComputeJson.Default).Types.Select(static type => type.Name)).Except(NotSent));
    }

    [Fact]
    public void Hostile_text_is_a_json_exception_and_nothing_else()
    {
        var random = new Random(7);
        var makers = new RandomValues(random).All;
        for (var i = 0; i < Draws; i++)
        {
            var value = makers[i % makers.Count]();
            var info = ComputeJson.Options.GetTypeInfo(value.GetType());
            var bytes = Damage(random, JsonSerializer.SerializeToUtf8Bytes(value, info));
            try
            {
                _ = JsonSerializer.Deserialize(bytes, info);
            }
            catch (JsonException)
            {
            }
            catch (Exception exception)
            {
                Assert.Fail($"{value.GetType().Name}: {exception.GetType().Name} ({exception.Message}) of {Encoding.UTF8.GetString(bytes)}");
            }
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"x\"")]
    [InlineData("{\"arguments\":null}")]
    [InlineData("{\"arguments\":\"sh\"}")]
    [InlineData("{\"arguments\":[1]}")]
    [InlineData("{\"arguments\":[null]}")]
    [InlineData("{\"arguments\":[\"a\"],\"timeout\":\"soon\"}")]
    [InlineData("{\"arguments\":[\"a\"],\"timeout\":5}")]
    [InlineData("{\"arguments\":[\"a\"],\"timeout\":\"99999999999.00:00:00\"}")]
    [InlineData("{\"arguments\":[\"a\"],\"maxOutputBytes\":1e400}")]
    [InlineData("{\"arguments\":[\"a\"],\"maxOutputBytes\":99999999999999999999}")]
    [InlineData("{\"arguments\":[\"a\"],\"standardInput\":\"%\"}")]
    [InlineData("{\"arguments\":[\"\\ud800\"]}")]
    [InlineData("{\"arguments\":[\"a\"],\"environment\":[]}")]
    [InlineData("{\"arguments\":[\"a\"],\"environment\":{\"\\udc00\":\"b\"}}")]
    [InlineData("{\"arguments\":[\"a\"],\"shell\":true}")]
    public void A_command_that_is_none_is_a_json_exception(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ComputeJson.TypeInfo<Command>()));

    [Fact]
    public void What_a_newer_version_asks_for_is_refused_and_what_it_reports_is_ignored()
    {
        Assert.Contains("futureOption", Assert.Throws<JsonException>(() => Read<CreateSandboxOptions>("""{"image":"a","futureOption":1}""")).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => Read<CreateSandboxOptions>("""{"resources":{"tpus":1}}"""));
        Assert.Equal("a", Read<CreateSandboxOptions>("""{"image":"a","futureOption":null,"others":[],"more":{}}""").Image);
        Assert.Equal("s", Read<SandboxInfo>("""{"id":"s","providerName":"p","future":{"a":[1]}}""").Id);
        Assert.Equal(SandboxStatus.Unknown, Read<SandboxInfo>("""{"id":"s","providerName":"p","status":"Hibernating"}""").Status);
        Assert.Equal(SandboxEventKind.Other, Read<SandboxEvent>("""{"kind":"Moved","sandboxId":"s","occurredAt":"2026-01-01T00:00:00Z","name":"n"}""").Kind);
        Assert.Throws<JsonException>(() => Read<ExecutionResult>("""{"outcome":"Vanished"}"""));
        var manifest = Read<CapabilityManifest>("""{"operations":{"Teleport":{"level":"Native"},"Pause":{"level":"Native"}}}""");
        Assert.Equal(SandboxOperation.Pause, Assert.Single(manifest.Operations).Operation);
    }

    [Theory]
    [InlineData("""{"outcome":"Exited"}""")]
    [InlineData("""{"outcome":"Signaled","signal":0}""")]
    [InlineData("""{"outcome":"Signaled","signal":65}""")]
    [InlineData("""{"outcome":"TimedOut","exitCode":0}""")]
    [InlineData("""{"outcome":"FailedToStart"}""")]
    [InlineData("""{"outcome":"0","exitCode":0}""")]
    [InlineData("""{"exitCode":0}""")]
    public void An_outcome_is_never_made_up(string json) => Assert.Throws<JsonException>(() => Read<ExecutionResult>(json));

    [Fact]
    public void Missing_and_null_collections_are_empty_and_missing_values_the_defaults()
    {
        var options = Read<CreateSandboxOptions>("""{"labels":null,"environment":null,"ports":null,"mounts":null,"providerOptions":null,"resources":null}""");
        var command = Read<Command>("""{"arguments":["a"]}""");

        Assert.Empty(options.Labels);
        Assert.Empty(options.Environment);
        Assert.Empty(options.Ports);
        Assert.Empty(options.Mounts);
        Assert.Empty(options.ProviderOptions);
        Assert.Equal(SandboxResources.Default, options.Resources);
        Assert.Equal((80, 24), (Read<TerminalOptions>("{}").Columns, Read<TerminalOptions>("{}").Rows));
        Assert.Equal(Command.DefaultMaxOutputBytes, command.MaxOutputBytes);
        Assert.Null(command.StandardInput);
        Assert.Empty(Read<SandboxInfo>("""{"id":"s","providerName":"p","labels":null}""").Labels);
        Assert.True(Read<SandboxMount>("""{"source":"a","target":"/b"}""").IsReadOnly);
    }

    [Fact]
    public void What_cannot_be_carried_is_refused_when_it_is_written()
    {
        using var stream = new MemoryStream();

        Assert.Contains("stream", Refused(Command.Create("a") with { StandardInput = CommandInput.FromStream(stream) }), StringComparison.Ordinal);
        Assert.Contains("surrogate", Refused(Command.Create("a", "\ud800")), StringComparison.Ordinal);
        Assert.Contains("cpus", Refused(new SandboxResources { Cpus = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("own", Refused(new CreateSandboxOptions().With(new OwnOptions { Zone = "z" })), StringComparison.Ordinal);
    }

    [Fact]
    public void Own_records_of_providers_are_carried_where_their_type_is_known()
    {
        var json = ComputeJson.CreateOptions(OwnJson.Default.OwnOptions);
        var info = (JsonTypeInfo<CreateSandboxOptions>)json.GetTypeInfo(typeof(CreateSandboxOptions));

        var text = JsonSerializer.Serialize(new CreateSandboxOptions { Image = "i" }.With(new OwnOptions { Zone = "z" }), info);

        Assert.Equal(new OwnOptions { Zone = "z" }, Assert.Single(JsonSerializer.Deserialize(text, info)!.ProviderOptions));
        Assert.Throws<JsonException>(() => Read<CreateSandboxOptions>(text));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(text.Replace("\"own\"", "\"other\"", StringComparison.Ordinal), info));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"providerOptions":[{"provider":"own","type":"OwnOptions","options":{"Zone":[]}}]}""", info));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"providerOptions":[null]}""", info));
        Assert.Throws<ArgumentException>(() => ComputeJson.CreateOptions(OwnJson.Default.String));
        Assert.Throws<ArgumentException>(() => ComputeJson.CreateOptions(OwnJson.Default.OwnOptions, OwnJson.Default.OwnOptions));
    }

    [Fact]
    public void A_file_name_that_is_not_utf8_is_there_for_people_and_exactly()
    {
        var entry = new FileEntry { Name = "a\udcff", Path = "/d/a\udcff", Type = FileEntryType.File };

        var json = JsonNode.Parse(JsonSerializer.Serialize(entry, ComputeJson.TypeInfo<FileEntry>()))!;

        Assert.Equal(("a\ufffd", "Yf8="), (json["name"]!.GetValue<string>(), json["nameBytes"]!.GetValue<string>()));
        Assert.Equal(entry, Read<FileEntry>(json.ToJsonString()));
    }

    [Fact]
    public void An_applications_own_context_can_hold_types_of_the_contract()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(ComputeJson.Default, OwnJson.Default) };
        var info = (JsonTypeInfo<OwnMessage>)options.GetTypeInfo(typeof(OwnMessage));
        var message = new OwnMessage { Command = Command.Create("a", "b"), Sandboxes = [new SandboxInfo { Id = "s", ProviderName = "p" }] };

        var json = JsonSerializer.Serialize(message, info);
        var again = JsonSerializer.Deserialize(json, info)!;

        Assert.Contains("\"arguments\":[\"a\",\"b\"]", json, StringComparison.Ordinal);
        Assert.Equal(ContractValues.Show(message), ContractValues.Show(again));
    }

    [Fact]
    public void Arrays_and_lists_of_the_contract_have_a_form_too()
    {
        SandboxInfo[] sandboxes = [new() { Id = "a", ProviderName = "p" }, new() { Id = "b", ProviderName = "p" }];

        var json = JsonSerializer.Serialize(sandboxes, ComputeJson.TypeInfo<SandboxInfo[]>());

        Assert.Equal(ContractValues.Show(sandboxes), ContractValues.Show(Read<SandboxInfo[]>(json)));
        Assert.Equal(ContractValues.Show(sandboxes), ContractValues.Show(Read<List<SandboxInfo>>(json)));
        Assert.Throws<JsonException>(() => Read<List<SandboxInfo>>("[{}]"));
    }

    [Fact]
    public void Deep_nesting_ends_with_an_error()
    {
        var json = string.Concat(Enumerable.Repeat("{\"operations\":", 100_000));

        Assert.Throws<JsonException>(() => Read<CapabilityManifest>(json));
        Assert.Throws<JsonException>(() => Read<SandboxInfo>("{\"future\":" + new string('[', 100_000)));
    }

    [Fact]
    public void What_is_not_of_the_contract_is_refused() => Assert.Throws<NotSupportedException>(ComputeJson.TypeInfo<ComputeJsonTests>);

    /// <summary>Records that are not sent, with the reason.</summary>
    private static readonly string[] NotSent =
    [
        "ProcessFrame", // what an author's channel gives
    ];

    private static T Read<T>(string json) => JsonSerializer.Deserialize(json, ComputeJson.TypeInfo<T>())!;

    private static string Refused<T>(T value) =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(value, ComputeJson.TypeInfo<T>())).Message;

    private static byte[] Damage(Random random, byte[] json)
    {
        var bytes = json.ToList();
        string[] strange = ["null", "[]", "{}", "1e999", "-1", "99999999999999999999", "\"\\ud800\"", "true", "\"\"", "\u0000", "\"\\u0000\"", "[[[[[[[[", "1.5"];
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                default:
                    ReplaceValue(random, bytes, Encoding.UTF8.GetBytes(strange[random.Next(strange.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts another value behind a colon, so that the text mostly stays JSON.</summary>
    private static void ReplaceValue(Random random, List<byte> bytes, byte[] value)
    {
        var colons = Enumerable.Range(0, bytes.Count).Where(index => bytes[index] == ':').ToList();
        if (colons.Count == 0)
        {
            return;
        }

        var start = colons[random.Next(colons.Count)] + 1;
        var end = start;
        while (end < bytes.Count && bytes[end] is not ((byte)',' or (byte)'}'))
        {
            end++;
        }

        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, value);
    }

    internal sealed record OwnOptions : ProviderSandboxOptions
    {
        public override string ProviderName => "own";

        public string? Zone { get; init; }
    }

    internal sealed record OwnMessage
    {
        public Command? Command { get; init; }

        public List<SandboxInfo> Sandboxes { get; init; } = [];
    }

    [JsonSerializable(typeof(OwnOptions))]
    [JsonSerializable(typeof(OwnMessage))]
    [JsonSerializable(typeof(string))]
    internal sealed partial class OwnJson : JsonSerializerContext;
}
