using Compute.Gateway.E2B.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compute.Gateway.E2B.Tests;

/// <summary>Errors of providers in E2B's two dialects, as far as no scenario can cause them; and ids as parts of hosts' names.</summary>
public sealed class ErrorTests
{
    public static TheoryData<Exception, int, string> Errors => new()
    {
        { new ResourceLimitException("sandboxes") { IsTransient = true }, 429, "resource_exhausted" },
        { new ResourceLimitException("disk") { IsTransient = false }, 507, "resource_exhausted" },
        { new SandboxUnavailableException("busy"), 503, "unavailable" },
        { new SandboxNotFoundException(), 404, "unavailable" },
        { new SandboxFileNotFoundException("/x"), 404, "not_found" },
        { new SandboxFileAccessDeniedException("/x"), 403, "permission_denied" },
        { new UnsupportedOptionException("Image", "there are none"), 400, "invalid_argument" },
        { new UnsupportedCapabilityException("Pause", "it cannot"), 400, "unimplemented" },
        { new InvalidOperationException("secret"), 500, "internal" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_has_a_status_and_a_name(Exception exception, int status, string name)
    {
        var error = E2BErrors.Describe(exception, NullLogger.Instance);

        Assert.Equal((status, name), (error.Status, E2BErrors.NameOf(error.Rpc)));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc123", "abc123")]
    [InlineData("zzabc", null)]
    [InlineData("0f0e0d0c0b0a09080706050403020100ffeeddccbbaa99887766554433221100", null)]
    [InlineData("Name with/Everything-ü", null)]
    public void An_id_is_a_label_and_comes_back(string id, string? expected)
    {
        var encoded = SandboxIds.Encode(id);

        Assert.Matches("^[a-z0-9]+$", encoded);
        Assert.True(("65535-" + encoded).Length <= 63, encoded);
        Assert.Equal(expected ?? encoded, encoded);
        Assert.Equal(id, SandboxIds.Decode(encoded));
    }
}
