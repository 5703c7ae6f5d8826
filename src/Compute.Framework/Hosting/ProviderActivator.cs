using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compute.Framework.Runtime;

/// <summary>Supplies a provider's constructor: from the services where there are some, from arguments and defaults where not.</summary>
public sealed class ProviderActivator
{
    private readonly IServiceProvider? _services;
    private readonly Collection<IDisposable> _owned = [];
    private readonly string _name;
    private readonly RegisteredProvider? _instance;
    private readonly HttpClient? _given;
    private HttpClient? _http;
    private ILogger? _logger;
    private TimeProvider? _time;

    /// <summary>An activator without services, for a provider's <c>Create</c>.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="http">The client to use, which the caller disposes; one is made when null.</param>
    /// <param name="logger">The log; none when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    public ProviderActivator(string name, HttpClient? http = null, ILogger? logger = null, TimeProvider? timeProvider = null)
    {
        _name = name;
        _given = http;
        _http = http;
        _logger = logger;
        _time = timeProvider;
    }

    internal ProviderActivator(string name, IServiceProvider services, RegisteredProvider? registered = null)
    {
        _name = name;
        _services = services;
        _instance = registered is { IsInstance: true } ? registered : null;
    }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider => _time ??= _services?.GetService<TimeProvider>() ?? TimeProvider.System;

    /// <summary>
    /// The client; from <see cref="IHttpClientFactory"/> by the provider's name where there are services. It repeats what is
    /// idempotent and transient, and has no time-out of its own: commands take as long as they take, and callers have tokens.
    /// </summary>
    public HttpClient Http => _http ??= Registered() ?? Own(ComputeHttpClients.Create());

    /// <summary>The log.</summary>
    public ILogger Logger => _logger ??= _services?.GetService<ILoggerFactory>()?.CreateLogger($"Compute.Framework.{_name}") ?? NullLogger.Instance;

    /// <summary>The log, with the author's category.</summary>
    /// <typeparam name="T">The author's class.</typeparam>
    public ILogger<T> LoggerOf<T>() => _services?.GetService<ILogger<T>>() ?? (_logger is null ? NullLogger<T>.Instance : new ForwardingLogger<T>(_logger));

    /// <summary>What the provider's runtime uses.</summary>
    public ProviderServices Services => new()
    {
        Logger = Logger,
        TimeProvider = TimeProvider,
        Defaults = _services?.GetService<ComputeDefaults>() ?? ComputeDefaults.None,
        Owned = _owned,
        InstanceName = _instance?.Name,
    };

    /// <summary>The configuration section of a provider.</summary>
    /// <param name="name">The provider's name.</param>
    public static string SectionOf(string name) => $"Compute:{name}";

    /// <summary>A service that the author's constructor takes: the one that is registered under the provider's name, or else the plain one.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <exception cref="InvalidOperationException">There is no such service.</exception>
    public T Required<T>()
        where T : notnull
    {
        var services = _services ?? throw new InvalidOperationException($"The provider '{_name}' needs a {typeof(T).Name}; register it, or pass it to Create.");
        return services.GetKeyedService<T>(_name) ?? services.GetRequiredService<T>();
    }

    /// <summary>A client for an interface of calls: the one given to <c>Create</c>, or else a further one like <see cref="Http"/>, so
    /// that the address is not seen by whoever else uses that.</summary>
    /// <param name="baseAddress">Where the calls go, unless the client has an address itself.</param>
    public HttpClient HttpAt(Uri? baseAddress)
    {
        var client = _given ?? Registered() ?? Own(ComputeHttpClients.Create());
        client.BaseAddress ??= ComputeHttpClients.WithoutSlash(baseAddress);
        return client;
    }

    /// <summary>The settings: code wins over the configuration, that over the environment, that over the default.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    /// <param name="configure">What code sets, or null.</param>
    /// <exception cref="ProviderConfigurationException">Values are missing or malformed; the message lists all of them.</exception>
    public TOptions Options<TOptions>(Func<TOptions, TOptions>? configure)
        where TOptions : IProviderSettings<TOptions>
    {
        var section = _services?.GetService<IConfiguration>()?.GetSection(SectionOf(_name));
        var reader = new SettingsReader(SchemaOf<TOptions>(), section, Environment.GetEnvironmentVariable);
        var options = TOptions.Bind(reader);
        if (configure is not null)
        {
            options = configure(options);
        }

        Validate(options, reader.Malformed, SectionOf(_name));
        return options;
    }

    /// <summary>Checks settings that were made in code.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    /// <param name="options">The settings.</param>
    /// <exception cref="ProviderConfigurationException">Values are missing or malformed; the message lists all of them.</exception>
    public TOptions Validated<TOptions>(TOptions options)
        where TOptions : IProviderSettings<TOptions>
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate(options, [], section: null);
        return options;
    }

    private void Validate<TOptions>(TOptions options, IReadOnlyList<string> malformed, string? section)
        where TOptions : IProviderSettings<TOptions>
    {
        var validator = new SettingsValidator(SchemaOf<TOptions>(), section);
        validator.Add(malformed);
        TOptions.Validate(options, validator);
        validator.ThrowIfAny(_instance?.ProviderName ?? _name, _instance?.Name);
    }

    /// <summary>An instance takes nothing from the environment.</summary>
    private ProviderSettingsSchema SchemaOf<TOptions>()
        where TOptions : IProviderSettings<TOptions> => _instance is null ? TOptions.Schema : TOptions.Schema.WithoutEnvironment();

    private HttpClient? Registered() => _services?.GetService<IHttpClientFactory>()?.CreateClient(ComputeHttpClients.NameOf(_name));

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    /// <summary>Gives a plain log the author's category type.</summary>
    private sealed class ForwardingLogger<T>(ILogger inner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
