namespace Compute.Framework.Testing;

/// <summary>Gets at what only some providers have.</summary>
internal static class Optional
{
    /// <summary>A capability of a sandbox that the manifest claims.</summary>
    public static TCapability Claimed<TCapability>(this ISandbox sandbox)
        where TCapability : class
    {
        Check.That(
            sandbox.TryGet<TCapability>(out var capability),
            $"TryGet<{typeof(TCapability).Name}> is true where Info.Capabilities claims its operations",
            "false",
            Law.Capabilities);
        return capability!;
    }

    /// <summary>What the provider itself keeps, where the manifest claims all of these operations; ends the case where it does
    /// not.</summary>
    public static TStore Store<TStore>(this ComplianceContext context, params ReadOnlySpan<SandboxOperation> operations)
        where TStore : class
    {
        foreach (var operation in operations)
        {
            context.Require(operation);
        }

        Check.That(
            context.Provider.TryGet<TStore>(out var store),
            $"the provider's TryGet<{typeof(TStore).Name}> is true where Info.Capabilities claims its operations",
            "false",
            Law.Capabilities);
        return store!;
    }

    /// <summary>A name that no other run uses.</summary>
    public static string NewName() => $"compliance-{Guid.NewGuid().ToString("n")[..12]}";

    public static async Task<List<T>> ToListAsync<T>(this ComplianceContext context, IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items.WithCancellation(context.CancellationToken).ConfigureAwait(false))
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>Where the back end reports a time, it is about now, in UTC.</summary>
    public static void CheckAboutNow(DateTimeOffset? time, string what, string law)
    {
        if (time is { } told)
        {
            Check.Equal(TimeSpan.Zero, told.Offset, $"the offset of {what} from UTC", law);
            Check.That((DateTimeOffset.UtcNow - told).Duration() < TimeSpan.FromMinutes(5), $"{what} is about now", $"{told:O}", law);
        }
    }
}
