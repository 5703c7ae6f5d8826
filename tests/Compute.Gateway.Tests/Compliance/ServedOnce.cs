using Compute.Framework.Testing;
using Compute.Gateway.Tests.Serving;
using Compute.Providers.Local;

[assembly: AssemblyFixture(typeof(Compute.Gateway.Tests.Compliance.ServedOnce))]

namespace Compute.Gateway.Tests.Compliance;

/// <summary>One gateway for each isolation, for all cases of a suite; each goes with the last test, and so does all that it kept.</summary>
public sealed class ServedOnce : IAsyncLifetime
{
    /// <summary>The client's first request and all of its retries, so that the creation fails and has to be cleaned up.</summary>
    private const int EveryTry = 4;

    private static readonly Dictionary<LocalIsolation, ServedLocal> Served = [];

    private static readonly (GatewayKey Known, string Secret) Keys = CreateKey();

    /// <summary>The key that the gateways accept.</summary>
    internal static string Key => Keys.Secret;

    internal static ServedLocal Of(LocalIsolation isolation) => Served[isolation];

    internal static ComplianceSettings SettingsOf(LocalIsolation isolation) => new()
    {
        MustBeAvailable = Needed.IsRequired,
        LoseNextCreateResponse = _ =>
        {
            Of(isolation).LoseCreations(EveryTry);
            return Task.CompletedTask;
        },
        ReadName = async (sandbox, cancellationToken) => (await sandbox.GetInfoAsync(cancellationToken)).Name,
        Secrets = [Key],
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var isolation in (LocalIsolation[])[LocalIsolation.Process, LocalIsolation.Namespaces])
        {
            Served[isolation] = await ServedLocal.StartAsync(
                options =>
                {
                    options.Keys.Add(Keys.Known);
                    options.AllowMounts = true;
                },
                isolation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var served in Served.Values)
        {
            await served.DisposeAsync();
        }
    }

    private static (GatewayKey Known, string Secret) CreateKey()
    {
        var known = GatewayKey.Create(tenant: null, GatewayScopes.All, expiresAt: null, out var secret);
        return (known, secret);
    }
}
