using Acme.Server;
using Xunit;

[assembly: AssemblyFixture(typeof(Acme.Tests.AcmeServerFixture))]

namespace Acme.Tests;

/// <summary>One server for all tests; it goes with the last of them, and so does all that it kept.</summary>
public sealed class AcmeServerFixture : IAsyncLifetime
{
    /// <summary>The key that the server accepts.</summary>
    public const string ApiKey = "acme_test-key";

    private static AcmeServer? _server;

    /// <summary>The running server.</summary>
    public static AcmeServer Server => _server ?? throw new InvalidOperationException("The tests have not begun.");

    public async ValueTask InitializeAsync() => _server = await AcmeServer.StartAsync(ApiKey);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
