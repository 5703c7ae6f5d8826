using System.Diagnostics;
using System.Diagnostics.Metrics;
using Compute.Framework.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TestProviders.Every;
using TestProviders.Instanced;

namespace Compute.Framework.Generators.Tests.Instances;

/// <summary>One provider several times, and what a service container does with it.</summary>
public sealed class InstanceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_with_their_own_settings_work_beside_the_provider_itself()
    {
        var services = Services(("instanced:ApiKey", "k_0"), ("instanced-eu:ApiKey", "k_1"), ("instanced-eu:Region", "eu"), ("instanced-us:ApiKey", "k_2"));
        services.AddCompute()
            .AddInstancedProvider("instanced-eu")
            .AddInstancedProvider()
            .AddInstancedProvider("instanced-us", options => options with { Region = "us" });
        await using var root = services.BuildServiceProvider();

        var found = new List<(string Key, string Name, string ApiKey, string Region, string Sandbox)>();
        foreach (var key in (string[])["instanced", "instanced-eu", "instanced-us"])
        {
            var provider = root.GetRequiredKeyedService<ISandboxProvider>(key);
            await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);
            var settings = ((InstancedProvider)provider).Settings;
            found.Add((key, provider.Info.Name, settings.ApiKey, settings.Region, sandbox.Id));
            Assert.Same(provider, root.GetRequiredKeyedService<ISandboxProvider<InstancedProvider.Sandbox>>(key));
        }

        Assert.Equal(
            [
                ("instanced", "instanced", "k_0", "nowhere", "nowhere0"),
                ("instanced-eu", "instanced", "k_1", "eu", "eu0"),
                ("instanced-us", "instanced", "k_2", "us", "us0"),
            ],
            found);
        Assert.Same(root.GetRequiredKeyedService<ISandboxProvider>("instanced"), root.GetRequiredService<ISandboxProvider<InstancedProvider.Sandbox>>());
        Assert.Equal(
            [("instanced-eu", "instanced"), ("instanced", "instanced"), ("instanced-us", "instanced")],
            root.GetServices<RegisteredProvider>().Select(static provider => (provider.Name, provider.ProviderName)));
    }

    [Fact]
    public async Task Plain_typed_service_is_the_first_instance_where_there_is_no_other()
    {
        var services = Services();
        services.AddCompute().AddInstancedProvider("a", Key).AddInstancedProvider("b", Key);
        await using var root = services.BuildServiceProvider();

        Assert.Same(root.GetRequiredKeyedService<ISandboxProvider>("a"), root.GetRequiredService<ISandboxProvider<InstancedProvider.Sandbox>>());
        Assert.Same(root.GetRequiredKeyedService<ISandboxProvider>("a"), root.GetRequiredService<ISandboxProvider>());
        Assert.NotSame(root.GetRequiredKeyedService<ISandboxProvider>("a"), root.GetRequiredKeyedService<ISandboxProvider>("b"));
        Assert.NotSame(((InstancedProvider)root.GetRequiredKeyedService<ISandboxProvider>("a")).Http, ((InstancedProvider)root.GetRequiredKeyedService<ISandboxProvider>("b")).Http);
    }

    [Fact]
    public async Task Environment_sets_the_provider_and_no_instance()
    {
        Environment.SetEnvironmentVariable("CFW_TEST_INSTANCED_API_KEY", "k_env");
        try
        {
            var services = Services();
            services.AddCompute().AddInstancedProvider().AddInstancedProvider("instanced-eu");
            await using var root = services.BuildServiceProvider();

            Assert.Equal("k_env", ((InstancedProvider)root.GetRequiredKeyedService<ISandboxProvider>("instanced")).Settings.ApiKey);
            var error = Assert.Throws<ProviderConfigurationException>(() => root.GetRequiredKeyedService<ISandboxProvider>("instanced-eu"));
            Assert.Contains("instance 'instanced-eu' of the provider 'instanced'", error.Message, StringComparison.Ordinal);
            Assert.Contains("Compute:instanced-eu:ApiKey", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("CFW_TEST_INSTANCED", error.Message, StringComparison.Ordinal);
            Assert.Equal("instanced", error.ProviderName);
            Assert.False(root.GetServices<RegisteredProvider>().Single(static provider => provider.Name == "instanced-eu").IsConfigured(null));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CFW_TEST_INSTANCED_API_KEY", null);
        }
    }

    [Fact]
    public void One_name_twice_is_refused_whatever_it_names()
    {
        var builder = Services().AddCompute().AddInstancedProvider("every");

        Assert.Contains("'every'", Assert.Throws<InvalidOperationException>(() => builder.AddInstancedProvider("every")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => builder.AddEveryOperationProvider());
        Assert.Throws<InvalidOperationException>(() => builder.AddInstancedProvider().AddInstancedProvider("instanced"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_that_is_none_is_refused(string name)
    {
        var services = Services();
        var builder = services.AddCompute();
        var before = services.Count;

        Assert.Throws<ArgumentException>(() => builder.AddInstancedProvider(name));

        Assert.Equal(before, services.Count);
    }

    [Fact]
    public async Task Health_checks_and_telemetry_name_the_instance()
    {
        var services = Services();
        services.AddLogging();
        services.AddCompute().AddInstancedProvider(Key).AddInstancedProvider("instanced-eu", Key);
        await using var root = services.BuildServiceProvider();
        var tags = new List<(string Instrument, object? Provider, object? Instance)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ComputeTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, values, _) =>
        {
            lock (tags)
            {
                tags.Add((instrument.Name, values.ToArray().FirstOrDefault(static tag => tag.Key == "compute.provider").Value, values.ToArray().FirstOrDefault(static tag => tag.Key == "compute.instance").Value));
            }
        });
        listener.Start();
        var activities = new List<Activity>();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ComputeTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(activityListener);

        await using (await root.GetRequiredKeyedService<ISandboxProvider>("instanced-eu").CreateAsync(cancellationToken: Cancellation))
        {
        }

        var health = await root.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);

        Assert.Equal(["compute-instanced", "compute-instanced-eu"], health.Entries.Keys.Order());
        Assert.All(health.Entries.Values, static entry => Assert.Equal(HealthStatus.Healthy, entry.Status));
        lock (tags)
        {
            Assert.Contains((ComputeTelemetry.OperationsCounter, "instanced", "instanced-eu"), tags);
            Assert.Contains((ComputeTelemetry.ActiveSandboxes, "instanced", "instanced-eu"), tags);
        }

        lock (activities)
        {
            Assert.Contains(activities, static activity => activity.GetTagItem("compute.provider") is "instanced" && activity.GetTagItem("compute.instance") is "instanced-eu");
        }
    }

    [Fact]
    public async Task Defaults_that_are_set_twice_are_composed()
    {
        var services = Services();
        services.AddCompute(defaults => defaults with { CommandTimeout = TimeSpan.FromSeconds(30) }).AddEveryOperationProvider();
        services.AddCompute(defaults => defaults with { SandboxLifetime = TimeSpan.FromHours(1) });
        services.AddCompute();
        await using var root = services.BuildServiceProvider();

        Assert.Equal(
            new ComputeDefaults { CommandTimeout = TimeSpan.FromSeconds(30), SandboxLifetime = TimeSpan.FromHours(1) },
            Assert.Single(root.GetServices<ComputeDefaults>()));
        Assert.Throws<InvalidOperationException>(() => services.AddCompute(_ => null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddCompute(defaults => defaults with { CommandTimeout = TimeSpan.Zero }));
    }

    [Fact]
    public async Task Settings_of_all_providers_are_checked_at_the_start_and_no_provider_is_made()
    {
        var made = 0;
        var services = Services(("instanced:Size", "many"), ("good:ApiKey", "k_1"), ("wrong:ApiKey", "secret-value"));
        services.AddCompute()
            .ValidateOnStart()
            .AddInstancedProvider()
            .AddInstancedProvider("good", options =>
            {
                made++;
                return options;
            })
            .AddInstancedProvider("wrong")
            .AddInstancedProvider("code", options => options with { ApiKey = "code-secret" })
            .AddEveryOperationProvider()
            .ValidateOnStart();
        await using var root = services.BuildServiceProvider();

        var error = Assert.Throws<ProviderConfigurationException>(() => root.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("Size: 'many'", error.Message, StringComparison.Ordinal);
        Assert.Contains("ApiKey is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("'wrong'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'code'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'good'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Settings_that_are_right_pass_the_check_and_one_error_is_thrown_as_it_is()
    {
        var services = Services();
        services.AddCompute().AddInstancedProvider(Key).ValidateOnStart();
        await using var root = services.BuildServiceProvider();
        root.GetRequiredService<IStartupValidator>().Validate();

        services.AddCompute().AddInstancedProvider("second");
        await using var other = services.BuildServiceProvider();
        var error = Assert.Throws<ProviderConfigurationException>(() => other.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith("The instance 'second' of the provider 'instanced' is not set up:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_wish_nothing_is_checked_at_the_start()
    {
        var services = Services();
        services.AddCompute().AddInstancedProvider();
        await using var root = services.BuildServiceProvider();

        // Others may want checks: what they have is asked for, and the provider's settings are not.
        root.GetService<IStartupValidator>()?.Validate();
        Assert.Throws<ProviderConfigurationException>(() => root.GetRequiredService<ISandboxProvider>());
    }

    [Fact]
    public async Task A_container_that_is_disposed_synchronously_destroys_what_is_owned_and_then_the_authors_object()
    {
        var services = Services();
        services.AddCompute().AddInstancedProvider(Key).AddInstancedProvider("second", Key).AddEveryOperationProvider();
        var root = services.BuildServiceProvider();
        var providers = new List<InstancedProvider>();
        foreach (var name in (string[])["instanced", "second"])
        {
            var provider = root.GetRequiredKeyedService<ISandboxProvider>(name);
            _ = await provider.CreateAsync(cancellationToken: Cancellation);
            _ = await provider.CreateAsync(cancellationToken: Cancellation);
            _ = await provider.CreateAsync(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);
            providers.Add((InstancedProvider)provider);
        }

        var every = (EveryOperationProvider)root.GetRequiredKeyedService<ISandboxProvider>("every");

        // On a thread with a context of its own, which nobody serves while the container is disposed.
        var disposal = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new UnservedContext());
            try
            {
                root.Dispose();
                disposal.SetResult();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                disposal.SetException(exception);
            }
        })
        { IsBackground = true };
        thread.Start();
        await disposal.Task.WaitAsync(TimeSpan.FromMinutes(5), Cancellation);

        Assert.All(providers, static provider => Assert.Equal((true, 1, 1), (provider.IsDisposed, provider.LeftAtDisposal, provider.All.Count)));
        Assert.Equal(["disposed"], every.Calls);
    }

    private static InstancedOptions Key(InstancedOptions options) => options with { ApiKey = "k_code" };

    private static ServiceCollection Services(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => new KeyValuePair<string, string?>("Compute:" + setting.Key, setting.Value)))
            .Build());
        return services;
    }

    private sealed class UnservedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }

        public override void Send(SendOrPostCallback d, object? state) => throw new InvalidOperationException("Nobody serves this context.");
    }
}
