using Compute.Gateway.E2B.Tests.Serving;

[assembly: AssemblyFixture(typeof(ServedOnce))]

namespace Compute.Gateway.E2B.Tests.Serving;

/// <summary>A gateway in plain HTTP and one with TLS, for all scenarios; each goes with the last test, and so does all that it
/// kept.</summary>
public sealed class ServedOnce : IAsyncDisposable
{
    private static readonly Lazy<Task<ServedE2B>> Served = new(() => ServedE2B.StartAsync());
    private static readonly Lazy<Task<ServedE2B>> ServedTls = new(() => ServedE2B.StartAsync(isTls: true));

    private static readonly Lazy<Task<ServedE2B>> ServedPorts = new(() => ServedE2B.StartAsync(isTls: true, ServedE2B.MapPorts));

    internal static Task<ServedE2B> GetAsync() => Served.Value;

    internal static Task<ServedE2B> GetTlsAsync() => ServedTls.Value;

    internal static Task<ServedE2B> GetPortsAsync() => ServedPorts.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var served in (Lazy<Task<ServedE2B>>[])[Served, ServedTls, ServedPorts])
        {
            if (served.IsValueCreated)
            {
                await (await served.Value).DisposeAsync();
            }
        }
    }
}
