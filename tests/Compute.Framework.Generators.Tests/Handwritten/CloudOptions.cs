using Compute.Framework;
using Compute.Framework.Authoring;

namespace Cloud;

[ProviderSettings(EnvironmentPrefix = "CLOUD")]
public sealed partial record CloudOptions
{
    [Secret, Setup("Create a key at https://cloud.example/keys"), KeyPrefix("mp_")]
    public required string ApiKey { get; init; }

    public Uri BaseUrl { get; init; } = new("https://api.cloud.example/v1");

    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    public IReadOnlyList<string> Regions { get; init; } = [];
}
