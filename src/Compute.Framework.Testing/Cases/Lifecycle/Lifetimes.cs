namespace Compute.Framework.Testing;

/// <summary>Lifetimes that a provider accepts: what a case would like, within the limits that the provider declares.</summary>
internal static class Lifetimes
{
    /// <summary>What a case takes beside the wait for the end.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>The shortest lifetime to wait for; ends the case where that is longer than a case may take.</summary>
    /// <param name="context">The case's context.</param>
    /// <param name="operation">The operation that takes the lifetime.</param>
    public static TimeSpan ShortLifetime(this ComplianceContext context, SandboxOperation operation)
    {
        var settings = context.Settings;
        var lifetime = context.Within(operation, settings.ShortLifetime);
        var needed = lifetime + settings.ExpirySlack + Rest;
        if (needed > settings.CaseTimeout && lifetime > settings.ShortLifetime)
        {
            context.NotApplicable(
                $"The shortest lifetime that {operation} accepts is {lifetime}: the case waits for it where Settings.CaseTimeout is at " +
                $"least {needed}.");
        }

        return lifetime;
    }

    /// <summary>The lifetime nearest to the wanted one that the provider accepts.</summary>
    /// <param name="context">The case's context.</param>
    /// <param name="operation">The operation that takes the lifetime.</param>
    /// <param name="wanted">The lifetime that the case would take.</param>
    public static TimeSpan Within(this ComplianceContext context, SandboxOperation operation, TimeSpan wanted)
    {
        var limits = context.LimitsOf(operation, "Lifetime");
        if (limits?.AtLeast is { } least && wanted < Parse(least))
        {
            return Parse(least);
        }

        return limits?.AtMost is { } most && wanted > Parse(most) ? Parse(most) : wanted;
    }

    /// <summary>The limits that the provider declares of an option or parameter, or null.</summary>
    /// <param name="context">The case's context.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="option">The option's or parameter's name in the manifest.</param>
    public static OptionLimits? LimitsOf(this ComplianceContext context, SandboxOperation operation, string option) =>
        context.Capabilities[operation].Limits.GetValueOrDefault(option);

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
