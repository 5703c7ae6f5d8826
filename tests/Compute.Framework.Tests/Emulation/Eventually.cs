namespace Compute.Framework.Tests.Emulation;

/// <summary>What the machine needs a moment for, such as the end of a process that was just killed.</summary>
internal static class Eventually
{
    /// <summary>Fails when nothing of this kind should be left, and something stays.</summary>
    public static async Task EmptyAsync<T>(Func<IReadOnlyCollection<T>> find)
    {
        var left = find();
        for (var attempt = 0; attempt < 1000 && left.Count > 0; attempt++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            left = find();
        }

        Assert.Empty(left);
    }
}
