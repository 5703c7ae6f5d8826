using System.Diagnostics.CodeAnalysis;
using Compute.Framework;
using Compute.Framework.Authoring;

// What the rule warns of is what these show: the generated text hides it.
#pragma warning disable CFW2009

namespace TestProviders.Secrets;

/// <summary>Settings whose secret is declared as one elsewhere: the text must hide it all the same.</summary>
public abstract record VirtualBase
{
    [Secret]
    public virtual string? Key { get; init; }

    [Secret]
    public string? Other { get; init; }
}

public record MiddleBase : VirtualBase
{
    public override string? Key { get; init; }
}

public abstract record AbstractBase<T>
{
    [Secret]
    public abstract T? Key { get; init; }
}

public abstract record PositionalBase([property: Secret] string? Key);

public interface IKeyed
{
    [Secret]
    string? Key { get; }
}

public interface IMoreKeyed : IKeyed
{
    string? Region { get; }
}

[ProviderSettings]
public sealed partial record OverridingOptions : VirtualBase
{
    public override string? Key { get; init; }

    public string? Region { get; init; }
}

[ProviderSettings]
public sealed partial record OverridingTwiceOptions : MiddleBase
{
    public override string? Key { get; init; }
}

[ProviderSettings]
public sealed partial record HidingOptions : VirtualBase
{
    public new string? Key { get; init; }

    public new string? Other { get; init; }
}

[ProviderSettings]
public sealed partial record AbstractOptions : AbstractBase<string>
{
    public override string? Key { get; init; }
}

[ProviderSettings]
public sealed partial record PositionalOptions : PositionalBase
{
    public PositionalOptions()
        : base((string?)null)
    {
    }

    public new string? Key { get; init; }
}

[ProviderSettings]
public sealed partial record ImplementingOptions : IMoreKeyed
{
    public string? Key { get; init; }

    public string? Region { get; init; }
}

[ProviderSettings]
public partial record FirstOptions
{
    [Secret]
    public virtual string? Key { get; init; }
}

[ProviderSettings]
public sealed partial record SecondOptions : FirstOptions
{
    public override string? Key { get; init; }

    public string? Region { get; init; }
}

/// <summary>A secret that is no setting.</summary>
[ProviderSettings]
public sealed partial record ComputedOptions
{
    public string? Region { get; init; }

    [Secret]
    public string Key => "value-of-" + "the-key";
}

/// <summary>Something read from one text, with a secret inside.</summary>
public sealed record Login(string User, [property: Secret] string Password) : IParsable<Login>
{
    public static Login Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var login) ? login : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Login result)
    {
        var parts = s?.Split(':');
        result = parts is [var user, var password] ? new(user, password) : null;
        return result is not null;
    }
}

[ProviderSettings]
public sealed partial record HoldingOptions
{
    public Login? Key { get; init; }

    public IReadOnlyList<Login> Keys { get; init; } = [];
}
