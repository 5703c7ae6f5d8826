using Compute.Gateway.E2B.Tests.Serving;

[assembly: AssemblyFixture(typeof(ServedOnce))]

namespace Compute.Gateway.E2B.Tests.Serving;

/// <summary>One gateway for all scenarios; it goes with the last test, and so does all that it kept.</summary>
public sealed class ServedOnce : IAsyncDisposable
{
    private static readonly Lazy<Task<ServedE2B>> Served = new(() => ServedE2B.StartAsync());

    internal static Task<ServedE2B> GetAsync() => Served.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Served.IsValueCreated)
        {
            await (await Served.Value).DisposeAsync();
        }
    }
}
