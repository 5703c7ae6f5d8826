using System.Collections.ObjectModel;
using System.Reflection;
using System.Text.Json;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Records of the contract are compared by what their collections hold, and take null for empty.</summary>
public sealed class ContentTests
{
    private static readonly Type[] Records =
    [
        typeof(Command), typeof(CreateSandboxOptions), typeof(SandboxFilter), typeof(SandboxInfo), typeof(SandboxResources), typeof(SecurityProfile),
        typeof(RunCodeOptions), typeof(TerminalOptions), typeof(TerminalInfo), typeof(SandboxProcessInfo), typeof(CreateVolumeOptions), typeof(VolumeInfo),
        typeof(CreateNetworkOptions), typeof(NetworkInfo), typeof(BuildTemplateOptions), typeof(TemplateInfo), typeof(SnapshotInfo),
        typeof(SandboxEvent), typeof(SandboxEndpoint), typeof(LogEntry), typeof(FileEntry), typeof(SandboxMetrics),
    ];

    public static TheoryData<Type> All => new(Records);

    /// <summary>The list above has every public record with a collection that a caller can set.</summary>
    [Fact]
    public void No_record_is_forgotten() => Assert.Empty(
        typeof(Command).Assembly.GetExportedTypes()
            .Where(type => type.GetMethod("<Clone>$") is not null && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
            .Where(type => type.GetProperties().Any(property => IsCollection(property.PropertyType) && property.CanWrite))
            .Except(Records)
            .Select(type => type.Name));

    /// <summary>Also of the records whose constructor takes them.</summary>
    [Fact]
    public void Collections_of_all_records_are_compared_by_content()
    {
        var collections = RecordContent.Collections(typeof(Command).Assembly);

        Assert.Contains(collections, property => property.DeclaringType == typeof(ProviderSettingsSchema));
        Assert.All(collections, property => Assert.Null(RecordContent.Problem(property)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Equal_content_is_equal_and_another_is_not(Type type)
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (one, same) = (Random(type, new Random(seed), reversed: false), Random(type, new Random(seed), reversed: true));

            Assert.Equal(one, same);
            Assert.Equal(one.GetHashCode(), same.GetHashCode());
            foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            {
                var other = Random(type, new Random(seed), reversed: false);
                property.SetValue(other, Value(property.PropertyType, new Random(-seed), reversed: false));
                Assert.False(Equals(one, other) && !Same(property.GetValue(one), property.GetValue(other)), $"{type.Name}.{property.Name}, seed {seed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Null_collections_are_empty(Type type)
    {
        var record = Random(type, new Random(7), reversed: false);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && IsCollection(property.PropertyType)))
        {
            property.SetValue(record, null);
            if (!IsNullable(property))
            {
                Assert.Empty((System.Collections.IEnumerable)Assert.IsAssignableFrom<System.Collections.IEnumerable>(property.GetValue(record)));
            }
        }

        Assert.NotNull(record.ToString());
        _ = record.GetHashCode();
    }

    [Fact]
    public void Null_in_JSON_is_empty()
    {
        var options = JsonSerializer.Deserialize<CreateSandboxOptions>("""{ "Labels": null, "Environment": null, "Ports": null, "Mounts": null, "Resources": null, "ProviderOptions": null }""");
        var command = JsonSerializer.Deserialize<TerminalOptions>("""{ "Arguments": null, "Environment": null }""");

        Assert.Equal(new CreateSandboxOptions(), options);
        Assert.Equal(new TerminalOptions(), command);
    }

    [Fact]
    public void Later_changes_of_what_was_given_are_not_seen()
    {
        var (arguments, environment) = (new List<string> { "echo" }, new Dictionary<string, string> { ["A"] = "1" });
        var command = new Command { Arguments = arguments, Environment = environment };
        arguments.Add("b");
        environment["B"] = "2";

        Assert.Equal(["echo"], command.Arguments);
        Assert.Equal(["A"], command.Environment.Keys);
        Assert.Equal(command, command with { Arguments = ["echo"], Environment = new SortedDictionary<string, string> { ["A"] = "1" }.AsReadOnly() });
    }

    [Fact]
    public void Results_inputs_and_chunks_are_compared_by_their_bytes()
    {
        Assert.Equal(ExecutionResult.Exited(0, "out", "err"), ExecutionResult.Exited(0, "out", "err"));
        Assert.Equal(ExecutionResult.Exited(0, "out").GetHashCode(), ExecutionResult.Exited(0, "out").GetHashCode());
        Assert.NotEqual(ExecutionResult.Exited(0, "out"), ExecutionResult.Exited(0, "our"));
        Assert.NotEqual(ExecutionResult.Exited(0, "out"), ExecutionResult.Exited(0, "", "out"));
        Assert.NotEqual(ExecutionResult.Exited(0), ExecutionResult.TimedOut());
        Assert.Equal(CommandInput.FromText("x"), CommandInput.FromBytes("x"u8.ToArray()));
        Assert.Equal(CommandInput.FromText("x").GetHashCode(), CommandInput.FromBytes("x"u8.ToArray()).GetHashCode());
        Assert.NotEqual(CommandInput.FromText("x"), CommandInput.FromText("y"));
        using var stream = new MemoryStream();
        Assert.Equal(CommandInput.FromStream(stream), CommandInput.FromStream(stream));
        Assert.NotEqual(CommandInput.FromStream(stream), CommandInput.FromText(""));
        Assert.Equal(Command.Create("cat") with { StandardInput = CommandInput.FromText("x") }, Command.Create("cat") with { StandardInput = CommandInput.FromText("x") });
        Assert.Equal(new OutputChunk(1, StandardStream.StandardOutput, "x"u8.ToArray()), new OutputChunk(1, StandardStream.StandardOutput, "x"u8.ToArray()));
        Assert.NotEqual(new OutputChunk(1, StandardStream.StandardOutput, "x"u8.ToArray()), new OutputChunk(1, StandardStream.StandardOutput, "y"u8.ToArray()));
        Assert.Equal(
            new OperationCapability(SandboxOperation.RunCommand, Support.Native(), new Dictionary<string, Support> { ["User"] = Support.Native() }),
            new OperationCapability(SandboxOperation.RunCommand, Support.Native(), new Dictionary<string, Support> { ["User"] = Support.Native() }));
    }

    private static object Random(Type type, Random random, bool reversed)
    {
        var record = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        if (type.GetConstructor(Type.EmptyTypes) is { } constructor)
        {
            record = constructor.Invoke(null);
        }

        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(record, Value(property.PropertyType, random, reversed));
        }

        return record;
    }

    /// <summary>A random value; of the same random numbers, an equal one that shares no object, with its names in another order.</summary>
    private static readonly Func<OutputChunk, CancellationToken, ValueTask> Ignore = static (_, _) => default;

    private static object? Value(Type type, Random random, bool reversed)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var number = random.Next(1, 50);
        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            var pairs = Enumerable.Range(0, random.Next(0, 5)).Select(_ => KeyValuePair.Create(Text(random), Text(random))).DistinctBy(pair => pair.Key).ToList();
            if (reversed)
            {
                pairs.Reverse();
            }

            return new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(pairs));
        }

        return type.IsEnum ? Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length)
            : type == typeof(IReadOnlyList<string>) ? Enumerable.Range(0, random.Next(0, 5)).Select(_ => Text(random)).ToList()
            : type == typeof(IReadOnlyList<int>) ? Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(1, 9)).ToArray()
            : type == typeof(IReadOnlyList<SandboxMount>) ? Enumerable.Range(0, random.Next(0, 3)).Select(_ => new SandboxMount(Text(random), Text(random))).ToList()
            : type == typeof(IReadOnlyList<ProviderSandboxOptions>) ? Enumerable.Range(0, random.Next(0, 2)).Select(_ => (ProviderSandboxOptions)new Own(Text(random))).ToList()
            : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>([.. Enumerable.Range(0, number % 4).Select(_ => (byte)random.Next(3))])
            : type == typeof(string) ? Text(random)
            : type == typeof(int) ? number
            : type == typeof(long) ? (long)number
            : type == typeof(double) ? number / 2.0
            : type == typeof(bool) ? number % 2 == 0
            : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(number)
            : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch.AddSeconds(number)
            : type == typeof(Uri) ? new Uri($"http://h{number}/")
            : type == typeof(CodeLanguage) ? new CodeLanguage(Text(random))
            : type == typeof(Func<OutputChunk, CancellationToken, ValueTask>) ? (random.Next(2) == 0 ? Ignore : null)
            : type == typeof(CommandInput) ? CommandInput.FromText(Text(random))
            : type == typeof(NetworkPolicy) ? NetworkPolicy.Named(Text(random))
            : type == typeof(SandboxOwner) ? new SandboxOwner(Text(random), "b", "n", number, number)
            : type == typeof(SandboxResources) || type == typeof(SecurityProfile) ? Random(type, random, reversed)
            : throw new NotSupportedException(type.Name);
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => (char)random.Next('a', 'e')));

    private static bool IsCollection(Type type) => type.IsGenericType && type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static bool Same(object? one, object? other) => one is ReadOnlyMemory<byte> bytes && other is ReadOnlyMemory<byte> others
        ? bytes.Span.SequenceEqual(others.Span)
        : Equals(one, other);

    private sealed record Own(string Name) : ProviderSandboxOptions
    {
        public override string ProviderName => Name;
    }
}
