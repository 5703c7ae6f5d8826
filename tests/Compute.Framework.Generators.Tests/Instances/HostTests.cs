using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestProviders.Every;

namespace Compute.Framework.Generators.Tests.Instances;

/// <summary>An application's host: wrong settings stop it at its start where the application asks for that, and nowhere else.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_settings_stop_the_host_at_its_start()
    {
        var work = new Work();
        using var host = Build(work, compute => compute.AddInstancedProvider().ValidateOnStart(), ("Compute:instanced:Size", "many"), ("Compute:instanced:ApiKey", "k_1"));

        var error = await Assert.ThrowsAsync<ProviderConfigurationException>(() => host.StartAsync(Cancellation));

        Assert.Contains("Size: 'many'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Compute:instanced:Size", error.Message, StringComparison.Ordinal);
        Assert.Equal("instanced", error.ProviderName);
        Assert.False(work.WasStarted);
    }

    [Fact]
    public async Task Wrong_settings_of_a_named_instance_stop_the_host_and_name_the_instance()
    {
        var work = new Work();
        using var host = Build(
            work,
            compute => compute.ValidateOnStart().AddInstancedProvider().AddInstancedProvider("instanced-eu").AddInstancedProvider("instanced-us"),
            ("Compute:instanced:ApiKey", "k_1"),
            ("Compute:instanced-us:ApiKey", "secret-of-another-form"));

        var error = await Assert.ThrowsAsync<ProviderConfigurationException>(() => host.StartAsync(Cancellation));

        Assert.Contains("instance 'instanced-eu' of the provider 'instanced'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Compute:instanced-eu:ApiKey", error.Message, StringComparison.Ordinal);
        Assert.Contains("'instanced-us'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-another-form", error.Message, StringComparison.Ordinal);
        Assert.False(work.WasStarted);
    }

    [Fact]
    public async Task Right_settings_let_the_host_start()
    {
        var work = new Work();
        using var host = Build(
            work,
            compute => compute.AddInstancedProvider().AddInstancedProvider("instanced-eu").AddEveryOperationProvider(options => options with { Region = "code" }).ValidateOnStart(),
            ("Compute:instanced:ApiKey", "k_1"),
            ("Compute:instanced-eu:ApiKey", "k_2"));

        await host.StartAsync(Cancellation);

        Assert.True(work.WasStarted);
        await using var sandbox = await host.Services.GetRequiredKeyedService<ISandboxProvider>("instanced-eu").CreateAsync(cancellationToken: Cancellation);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_host_that_does_not_ask_for_it_starts_and_the_provider_fails_where_it_is_used()
    {
        var work = new Work();
        using var host = Build(work, compute => compute.AddInstancedProvider(), ("Compute:instanced:Size", "many"));

        await host.StartAsync(Cancellation);

        Assert.True(work.WasStarted);
        Assert.Throws<ProviderConfigurationException>(() => host.Services.GetRequiredService<ISandboxProvider>());
        await host.StopAsync(Cancellation);
    }

    private static IHost Build(Work work, Action<ComputeBuilder> add, params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(configuration.ToDictionary(static entry => entry.Key, static entry => (string?)entry.Value));
        builder.Services.AddHostedService(_ => work);
        add(builder.Services.AddCompute());
        return builder.Build();
    }

    /// <summary>What the application does once it runs.</summary>
    private sealed class Work : IHostedService
    {
        public bool WasStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            WasStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
