using System.Reflection;
using System.Text.Json;

namespace Compute.Framework.Tests.Errors;

/// <summary>An error that was sent as plain values is the same error again.</summary>
public sealed class ErrorFormTests
{
    private static readonly ComputeException[] Samples =
    [
        new ComputeException("Something broke."),
        new ProviderConfigurationException("ApiKey is missing."),
        new ProviderAuthenticationException(),
        new ProviderFaultException("It broke.") { Remediation = "Report it." },
        new ProviderTimeoutException("Too slow."),
        new ResourceNotFoundException("snapshot", "s-1"),
        new ResourceConflictException("volume", "data"),
        new EndpointNotFoundException(8080),
        new SandboxNotFoundException(),
        new SandboxUnavailableException("The connection was lost.") { IsOutcomeUnknown = true },
        new SandboxUnavailableException("Refused.") { IsTransient = false },
        new ResourceLimitException("sandboxes") { RetryAfter = TimeSpan.FromMilliseconds(1500) },
        new SandboxFileException("/a", "Is a socket."),
        new SandboxFileNotFoundException("/not-utf8-\udcff"),
        new SandboxPathIsDirectoryException("/d"),
        new SandboxNotADirectoryException("/f"),
        new SandboxDirectoryNotEmptyException("/d"),
        new SandboxFileAccessDeniedException("/root"),
        new UnsupportedOptionException("Lifetime", "it is fixed") { Remediation = "Use another." },
        new UnsupportedCapabilityException("Pause"),
        new CommandFailedException(ExecutionResult.Exited(3, "out", "err") with { ProviderName = "cloud", SandboxId = "s1" }),
        new OutputDroppedException(7),
        new ProcessInputClosedException(),
    ];

    /// <summary>What is not part of the error itself: where it was thrown, and what every error has.</summary>
    private static readonly string[] Left = [nameof(Exception.StackTrace), nameof(Exception.TargetSite), nameof(Exception.Source), nameof(Exception.InnerException), nameof(Exception.Data)];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Samples.Length)];

    [Fact]
    public void Every_error_of_the_contract_is_among_the_samples()
    {
        var all = typeof(ComputeException).Assembly.GetExportedTypes().Where(typeof(ComputeException).IsAssignableFrom);

        Assert.Empty(all.Except(Samples.Select(static sample => sample.GetType())));
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void An_error_comes_back_with_its_type_its_message_and_all_its_properties(int index)
    {
        foreach (var hasContext in (bool[])[false, true])
        {
            var error = Samples[index].Copy();
            if (hasContext)
            {
                error.AddContext("cloud", "sandbox-1", "RunCommand");
            }

            var json = JsonSerializer.Serialize(error.ToErrorInfo(), ComputeJson.TypeInfo<ComputeErrorInfo>());
            var again = JsonSerializer.Deserialize(json, ComputeJson.TypeInfo<ComputeErrorInfo>())!.ToException();

            Assert.IsType(error.GetType(), again);
            foreach (var property in error.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => !Left.Contains(property.Name)))
            {
                Assert.Equal(Shown(property.GetValue(error)), Shown(property.GetValue(again)));
            }
        }
    }

    [Fact]
    public void A_code_that_is_not_known_becomes_the_base_type_and_is_kept()
    {
        var error = new OwnException("quota of the year") { IsTransient = true, RetryAfter = TimeSpan.FromSeconds(3), Remediation = "Wait." };

        var again = error.ToErrorInfo().ToException();

        Assert.Equal(typeof(ComputeException), again.GetType());
        Assert.Equal(("own-code", error.Message, true, TimeSpan.FromSeconds(3)), (again.Code, again.Message, again.IsTransient, again.RetryAfter));
        Assert.Equal("own-code", again.ToErrorInfo().Code);
    }

    [Theory]
    [InlineData("file-not-found")]
    [InlineData("unsupported-option")]
    [InlineData("unsupported-capability")]
    [InlineData("resource-limit")]
    [InlineData("resource-not-found")]
    [InlineData("resource-conflict")]
    [InlineData("endpoint-not-found")]
    [InlineData("command-failed")]
    [InlineData("output-dropped")]
    public void A_code_without_what_its_type_needs_becomes_the_base_type(string code)
    {
        var error = new ComputeErrorInfo { Code = code, Message = "m" }.ToException();

        Assert.Equal((typeof(ComputeException), code, "m"), (error.GetType(), error.Code, error.Message));
    }

    [Fact]
    public void A_text_that_no_encoding_has_does_not_hide_the_error()
    {
        var info = new ComputeException("bad \ud800 text").ToErrorInfo();

        var again = JsonSerializer.Deserialize(JsonSerializer.Serialize(info, ComputeJson.TypeInfo<ComputeErrorInfo>()), ComputeJson.TypeInfo<ComputeErrorInfo>());

        Assert.Equal("bad \ufffd text", again!.Message);
    }

    private static string? Shown(object? value) => value switch
    {
        ExecutionResult result => JsonSerializer.Serialize(result, ComputeJson.TypeInfo<ExecutionResult>()),
        _ => value?.ToString(),
    };

    private sealed class OwnException(string message) : ComputeException(message)
    {
        public override string Code => "own-code";
    }
}
