using Compute.Providers.E2B.Tests.Serving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Providers.E2B.Tests.Behaviour;

/// <summary>The provider as an application registers it.</summary>
public sealed class RegistrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_settings_come_from_the_configuration()
    {
        await using var service = await ScriptedService.StartAsync((_, _) => Task.CompletedTask);
        var settings = new Dictionary<string, string?>
        {
            ["Compute:e2b:ApiKey"] = ScriptedService.Key,
            ["Compute:e2b:ApiUrl"] = service.Address.AbsoluteUri,
            ["Compute:e2b:DefaultTemplate"] = "python",
        };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddCompute().AddE2BProvider();
        await using var provider = services.BuildServiceProvider();
        var sandbox = await provider.GetRequiredService<ISandboxProvider>().CreateAsync(cancellationToken: Cancel);
        Assert.Equal("abc", sandbox.Id);
        var body = service.Requests.Single(request => request.What == "POST /v2/sandboxes").Json;
        Assert.Equal("python", body.GetProperty("templateID").GetString());
    }

    [Fact]
    public async Task A_key_that_is_refused_is_told_with_what_to_do()
    {
        await using var service = await ScriptedService.StartAsync((context, _) =>
            ScriptedService.JsonAsync(context, 401, """{"code":401,"message":"Invalid API key"}"""));
        await using var provider = service.Connect();
        var availability = await provider.CheckAvailabilityAsync(Cancel);
        Assert.False(availability.IsAvailable);
        Assert.Contains("E2B_API_KEY", availability.Remediation, StringComparison.Ordinal);
    }
}
