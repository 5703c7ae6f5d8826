using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

/// <summary>The settings of <see cref="E2BProvider"/>; only the key is needed. The variables are those of E2B's own SDKs.</summary>
[ProviderSettings(EnvironmentPrefix = "E2B")]
public sealed partial record E2BOptions
{
    /// <summary>The key (<c>E2B_API_KEY</c>).</summary>
    [Secret, Setup("Create a key at https://e2b.dev/dashboard?tab=keys")]
    public required string ApiKey { get; init; }

    /// <summary>The domain of the service (<c>E2B_DOMAIN</c>), with a port where it needs one; <c>e2b.app</c> by default.</summary>
    public string Domain { get; init; } = "e2b.app";

    /// <summary>The control API (<c>E2B_API_URL</c>); <c>https://api.</c> before <see cref="Domain"/> when null.</summary>
    public Uri? ApiUrl { get; init; }

    /// <summary>The address of all sandboxes (<c>E2B_SANDBOX_URL</c>), which distinguishes them by the headers <c>E2b-Sandbox-Id</c> and
    /// <c>E2b-Sandbox-Port</c>; each sandbox has its own host below its domain when null.</summary>
    public Uri? SandboxUrl { get; init; }

    /// <summary>Whether the API and the sandboxes are those of a development environment on this machine (<c>E2B_DEBUG</c>): the API at
    /// <c>http://localhost:3000</c>, and ports of the one sandbox at <c>http://localhost</c>.</summary>
    public bool Debug { get; init; }

    /// <summary>The template of sandboxes that name none (<c>E2B_DEFAULT_TEMPLATE</c>); <c>base</c> by default.</summary>
    public string DefaultTemplate { get; init; } = "base";

    /// <summary>How long one request may take (<c>E2B_REQUEST_TIMEOUT</c>), apart from output, watches and the content of files; positive.
    /// One minute by default, as in E2B's own SDKs.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
