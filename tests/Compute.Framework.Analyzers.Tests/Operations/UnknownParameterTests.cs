namespace Compute.Framework.Analyzers.Tests;

public sealed class UnknownParameterTests : RuleTests
{
    public override string Id => "CFW1005";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("TimeSpan? timeout", "TimeSpan? [|timeOut|]", "timeout?.ToString", "timeOut?.ToString"),
        Author.With("string? image", "string? [|picture|]", " image, snap", " picture, snap"),
        UnsuitableRecordTests.Taking("sealed record Make(string? Image, string? [|Picture|]);").Replace("extra?.Zone", "extra?.Zone + make.Picture", StringComparison.Ordinal),
        UnsuitableRecordTests.Taking("sealed record Make { public string? Image { get; init; } public string? [|Colour|] { get; init; } }"),
        Author.With("string? image", "Version [|make|]", " image, snap", " make.ToString(), snap") + "\nsealed record Version(int Major);\n",
        Author.With("FindAsync(string sandboxId", "FindAsync(string sandboxId, string? [|image|]", "\"get\", sandboxId,", "\"get\", sandboxId + image,"),
    ];

    /// <summary>What other interfaces call an option, and the list where nothing is near; each said once, although nothing reads it.</summary>
    [Theory]
    [InlineData("string? image", "long? memory", "memoryBytes")]
    [InlineData("string? image", "int? memoryMb", "memoryBytes")]
    [InlineData("string? image", "double? cpuCount", "cpus")]
    [InlineData("string? image", "TimeSpan? ttl", "lifetime")]
    [InlineData("string? image", "TimeSpan? timeout", "lifetime")]
    [InlineData("string? image", "IReadOnlyDictionary<string, string> envVars", "environment")]
    [InlineData("string? image", "IReadOnlyDictionary<string, string> tags", "labels")]
    [InlineData("string? image", "string? cwd", "workingDirectory")]
    [InlineData("TimeSpan? timeout", "string? cwd", "workingDirectory")]
    [InlineData("TimeSpan? timeout", "string? workDir", "workingDirectory")]
    [InlineData("TimeSpan? timeout", "string? working_directory", "workingDirectory")]
    [InlineData("TimeSpan? timeout", "TimeSpan? deadline", "timeout")]
    [InlineData("TimeSpan? timeout", "Stream? stdin", "standardInput")]
    [InlineData("IReadOnlyList<string> arguments", "IReadOnlyList<string> argv", "arguments")]
    [InlineData("TimeSpan? timeout", "string? picture", "rename it to one of arguments, ")]
    public async Task Message_says_what_is_meant(string piece, string parameter, string expected)
    {
        var name = parameter[(parameter.LastIndexOf(' ') + 1)..];
        var source = Author.With(piece, parameter).Replace("await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);", "await SendAsync(vm.Id, \"\", cancellationToken);", StringComparison.Ordinal)
            .Replace(" image, snap", " \"\", snap", StringComparison.Ordinal);

        var run = await AnalyzerRun.OfAsync(source);

        var place = source.IndexOf(parameter, StringComparison.Ordinal) + parameter.Length - name.Length;
        var said = run.Diagnostics.Where(found => found.Location.SourceSpan.Start == place).ToList();
        Assert.True(said.Count == 1, run.Describe());
        Assert.Equal(Id, said[0].Id);
        Assert.Contains(expected, said[0].GetMessage(null), StringComparison.Ordinal);
    }

    public override IReadOnlyList<string> Right =>
    [
        Author.With("TimeSpan? timeout", "string? workingDirectory", "timeout?.ToString()", "workingDirectory"),
        Author.With("string? image", "double? cpus", " image, snap", " cpus?.ToString(), snap"),
    ];
}
