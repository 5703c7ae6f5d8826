using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compute.Framework.Runtime;

/// <summary>What a provider's runtime uses from its surroundings.</summary>
public sealed class ProviderServices
{
    /// <summary>Services for a provider that nobody configured.</summary>
    public static ProviderServices Default { get; } = new();

    /// <summary>The log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The framework-wide defaults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public ComputeDefaults Defaults { get; init => field = value.Checked(); } = ComputeDefaults.None;

    /// <summary>The name that the provider was registered under, where it is not the provider's own; a tag in telemetry.</summary>
    public string? InstanceName { get; init; }

    /// <summary>What is disposed with the provider, such as an <see cref="HttpClient"/> that was made for it.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];
}
