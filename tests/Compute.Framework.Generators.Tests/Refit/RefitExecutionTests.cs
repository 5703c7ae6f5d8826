using System.Net;
using global::Refit;
using Compute.Framework.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using TestProviders.Refitted;

namespace Compute.Framework.Generators.Tests.Refit;

/// <summary>The providers of this folder, as the generators of this framework and of Refit completed them in this project, at work.</summary>
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
            Assert.Equal("box-response", sandbox.Id);
        }

        Assert.Equal(["POST https://other.example/v2/boxes {\"prefix\":\"box-\"}", "DELETE https://other.example/v2/boxes/box-response"], service.Requests);
    }

    [Fact]
    public async Task Two_providers_over_one_interface_each_have_their_own_client()
    {
        using var service = new FakeService();
        await using var root = Register(service);

        await root.GetRequiredKeyedService<ISandboxProvider>("refitted").GetAsync("1", Cancellation);
        await root.GetRequiredKeyedService<ISandboxProvider>("refitted-second").GetAsync("2", Cancellation);
        await root.GetRequiredKeyedService<ISandboxProvider>("refitted").GetAsync("3", Cancellation);

        Assert.Equal(["GET https://boxes.example/v1/boxes/1", "GET https://others.example/v1/boxes/2", "GET https://boxes.example/v1/boxes/3"], service.Requests);
        Assert.NotSame(root.GetRequiredKeyedService<IBoxApi>("refitted"), root.GetRequiredKeyedService<IBoxApi>("refitted-second"));
        Assert.Same(root.GetRequiredKeyedService<IBoxApi>("refitted"), ((RefittedProvider)root.GetRequiredService<ISandboxProvider<RefittedProvider.Sandbox>>()).Api);
    }

    [Fact]
    public async Task Registered_calls_are_repeated_as_the_providers_own_are()
    {
        using var service = new FakeService { Failures = 1 };
        await using var root = Register(service);

        var sandbox = await root.GetRequiredKeyedService<ISandboxProvider>("refitted").GetAsync("1", Cancellation);

        Assert.Equal("box-response", sandbox?.Id);
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
        Assert.NotNull(root.GetRequiredKeyedService<IBoxApi>("refitted"));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_that_the_application_registers_under_the_providers_name_win(bool isFirst)
    {
        var services = Services();
        using var http = new HttpClient();
        var mine = RestService.ForGenerated<IBoxApi>(http, BoxJson.Default);
        if (isFirst)
        {
            services.AddKeyedSingleton("refitted", mine);
        }

        services.AddCompute().AddRefittedProvider();
        if (!isFirst)
        {
            services.AddKeyedSingleton("refitted", mine);
        }

        await using var root = services.BuildServiceProvider();
        Assert.Same(mine, ((RefittedProvider)root.GetRequiredService<ISandboxProvider<RefittedProvider.Sandbox>>()).Api);
    }

    /// <summary>The whole way, with a server: records become JSON and back by the named context.</summary>
    [Fact]
    public async Task Calls_reach_a_server()
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(200, "{\"id\":\"served\"}"));
        await using var root = Register(null, options => options with { BaseUrl = server.Address });

        var response = await root.GetRequiredKeyedService<IBoxApi>("refitted").CreateAsync(new BoxRequest("sent"), Cancellation);
        var sandbox = await root.GetRequiredKeyedService<ISandboxProvider>("refitted").GetAsync("a b", Cancellation);

        Assert.Equal("served", response.Id);
        Assert.Equal("box-served", sandbox?.Id);
        Assert.Equal(["POST /boxes HTTP/1.1", "GET /boxes/a%20b HTTP/1.1"], server.Requests.Select(request => request.Split("\r\n")[0]));
        Assert.Contains("{\"prefix\":\"sent\"}", server.Requests.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_makes_the_calls_over_the_given_client()
    {
        using var service = new FakeService();
        using var http = new HttpClient(service);
        await using var provider = RefittedProvider.Create(new RefittedOptions(), new Names(), http: http);

        var sandbox = await provider.GetAsync("1", Cancellation);

        Assert.Equal("box-response", sandbox?.Id);
        Assert.Equal(["GET https://boxes.example/v1/boxes/1"], service.Requests);
        await provider.DisposeAsync();
        Assert.NotEmpty(await http.GetStringAsync(new Uri("https://boxes.example/"), Cancellation));
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

        await provider.DisposeAsync();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => api.FindAsync("1", Cancellation));
        Assert.IsType<ObjectDisposedException>(error.GetBaseException());
    }

    [Fact]
    public async Task Create_uses_the_calls_that_it_is_given()
    {
        using var service = new FakeService();
        using var http = new HttpClient(service) { BaseAddress = new("https://mine.example/x") };
        var mine = RestService.ForGenerated<IBoxApi>(http, BoxJson.Default);
        await using var provider = RefittedProvider.Create(new RefittedOptions(), new Names(), mine);

        Assert.Same(mine, ((RefittedProvider)provider).Api);
    }

    private static ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IBoxNames, Names>();
        return services;
    }

    private static ServiceProvider Register(FakeService? service, Func<RefittedOptions, RefittedOptions>? configure = null)
    {
        var services = Services();
        services.AddCompute().AddRefittedProvider(configure).AddSecondRefittedProvider();
        foreach (var name in service is null ? [] : new[] { "compute-refitted", "compute-refitted-second" })
        {
            // By the name of the provider's client, as an application would configure it further.
            services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => service!);
        }

        return services.BuildServiceProvider();
    }

    private sealed class Names : IBoxNames
    {
        public string Prefix => "box-";
    }

    /// <summary>Responds to every request alike, to the first ones with a failure where it is told to.</summary>
    private sealed class FakeService : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public int Failures { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add($"{request.Method} {request.RequestUri}{body}");
            return Failures-- > 0
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage { Content = new StringContent("{\"id\":\"response\"}") };
        }
    }
}
