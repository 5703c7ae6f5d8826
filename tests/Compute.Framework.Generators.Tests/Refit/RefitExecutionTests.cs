using System.Net;
using global::Refit;
using Microsoft.Extensions.DependencyInjection;
using TestProviders.Refitted;

namespace Compute.Framework.Generators.Tests.Refit;

/// <summary>The provider of this folder, as the generator completed it in this project, at work over the stand-in for Refit.</summary>
public sealed class RefitExecutionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registration_gives_the_provider_Refits_client_with_its_address()
    {
        using var service = new FakeService();
        await using var root = Register(service, options => options with { BaseUrl = new("https://other.example/v2/") });

        var provider = root.GetRequiredService<ISandboxProvider<RefittedProvider.Sandbox>>();
        await using (var sandbox = await provider.CreateAsync(cancellationToken: Cancellation))
        {
            Assert.Equal("box-answer", sandbox.Id);
        }

        var client = ((RestProxy)((RefittedProvider)provider).Api).Client;
        Assert.Equal(new Uri("https://other.example/v2"), client.BaseAddress);
        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
        Assert.Equal(["POST https://other.example/v2/boxes", "DELETE https://other.example/v2/boxes/box-answer"], service.Requests);
    }

    [Fact]
    public async Task Registered_calls_are_repeated_as_the_providers_own_are()
    {
        using var service = new FakeService { Failures = 1 };
        await using var root = Register(service);

        var sandbox = await root.GetRequiredKeyedService<ISandboxProvider>("refitted").GetAsync("1", Cancellation);

        Assert.Equal("box-answer", sandbox?.Id);
        Assert.Equal(["GET https://boxes.example/v1/boxes/1", "GET https://boxes.example/v1/boxes/1"], service.Requests);
    }

    [Fact]
    public async Task Registration_leaves_the_settings_unread_until_the_provider_is_asked_for()
    {
        using var service = new FakeService();
        var reads = 0;
        await using var root = Register(service, options =>
        {
            reads++;
            return options;
        });

        Assert.Equal(0, reads);
        Assert.NotNull(root.GetRequiredService<IBoxApi>());
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Create_makes_the_calls_over_the_given_client()
    {
        using var service = new FakeService();
        using var http = new HttpClient(service);
        await using var provider = RefittedProvider.Create(new RefittedOptions(), new Names(), http: http);

        var sandbox = await provider.GetAsync("1", Cancellation);

        Assert.Equal("box-answer", sandbox?.Id);
        Assert.Equal(["GET https://boxes.example/v1/boxes/1"], service.Requests);
        await provider.DisposeAsync();
        Assert.Equal("answer", await http.GetStringAsync(new Uri("https://boxes.example/"), Cancellation));
    }

    [Fact]
    public async Task Create_leaves_an_address_that_the_given_client_has()
    {
        using var service = new FakeService();
        using var http = new HttpClient(service) { BaseAddress = new("https://given.example/x") };
        await using var provider = RefittedProvider.Create(new RefittedOptions(), new Names(), http: http);

        await provider.GetAsync("1", Cancellation);

        Assert.Equal(["GET https://given.example/x/boxes/1"], service.Requests);
    }

    [Fact]
    public async Task Create_makes_a_client_of_its_own_and_disposes_it_with_the_provider()
    {
        var provider = RefittedProvider.Create(new RefittedOptions(), new Names());
        var api = ((RefittedProvider)provider).Api;

        Assert.Equal(new Uri("https://boxes.example/v1"), ((RestProxy)api).Client.BaseAddress);
        await provider.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => api.CreateAsync(Cancellation));
    }

    [Fact]
    public async Task Create_uses_the_calls_that_it_is_given()
    {
        using var service = new FakeService();
        using var http = new HttpClient(service) { BaseAddress = new("https://mine.example/x") };
        var mine = RestService.For<IBoxApi>(http);
        await using var provider = RefittedProvider.Create(new RefittedOptions(), new Names(), mine);

        Assert.Same(mine, ((RefittedProvider)provider).Api);
    }

    private static ServiceProvider Register(FakeService service, Func<RefittedOptions, RefittedOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IBoxNames, Names>();
        services.AddCompute().AddRefittedProvider(configure);

        // By the name that the stand-in gives its client, as an application would configure it further.
        services.AddHttpClient($"Refit {typeof(IBoxApi).FullName}").ConfigurePrimaryHttpMessageHandler(() => service);
        return services.BuildServiceProvider();
    }

    private sealed class Names : IBoxNames
    {
        public string Prefix => "box-";
    }

    /// <summary>Answers every request alike, the first ones with a failure where it is told to.</summary>
    private sealed class FakeService : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public int Failures { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri}");
            return Task.FromResult(Failures-- > 0
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage { Content = new StringContent("answer") });
        }
    }
}
