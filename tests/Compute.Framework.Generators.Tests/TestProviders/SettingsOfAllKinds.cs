using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Settings;

public enum Zone
{
    North = 1,
    South = 2,
}

/// <summary>Every type that a setting may have.</summary>
[ProviderSettings(EnvironmentPrefix = "CFW_TEST_KINDS")]
public sealed partial record AllKindsOptions
{
    public string? Text { get; set; }

    public required string RequiredText { get; init; }

    public required int RequiredNumber { get; init; }

    public required Zone RequiredZone { get; init; }

    public required bool? RequiredChoice { get; init; }

    public required IReadOnlyList<string> RequiredList { get; init; }

    public int Number { get; init; } = 5;

    public long? BigNumber { get; init; }

    public double Factor { get; init; } = 0.5;

    public decimal Money { get; init; }

    public bool IsOn { get; init; } = true;

    public Zone Zone { get; init; } = Zone.South;

    public Zone? OtherZone { get; init; }

    public Uri? Address { get; init; }

    public TimeSpan Time { get; init; }

    public Guid? Key { get; init; }

    public DateTimeOffset? Moment { get; init; }

    public IReadOnlyCollection<int> Numbers { get; init; } = [];

    public IEnumerable<Uri> Addresses { get; init; } = [];

    public IReadOnlyList<Zone>? Zones { get; init; }

    public string[] Names { get; init; } = [];

    public IList<Guid> Keys { get; init; } = [];

    public string HTTPProxy { get; init; } = "";

    public string Url2 { get; init; } = "";

    public string Computed => Text + "!";

    public static string Shared { get; set; } = "";
}

/// <summary>Not sealed, with a secret.</summary>
[ProviderSettings]
public partial record BaseSecretOptions
{
    [Secret, Setup("Say \"please\" {twice}.\nThen wait.")]
    public string Token { get; init; } = "";

    public int Retries { get; init; } = 3;
}

/// <summary>Derived from one with a secret, with one of its own.</summary>
[ProviderSettings(EnvironmentPrefix = "")]
public sealed partial record DerivedSecretOptions : BaseSecretOptions
{
    [Secret]
    public string? Password { get; init; }
}

/// <summary>Writes its text itself.</summary>
[ProviderSettings]
internal sealed partial record TalkingOptions
{
    [Secret]
    internal string? Word { get; init; }

    public override string ToString() => "I keep it.";
}
