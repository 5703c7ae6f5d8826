using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compute.Framework.Runtime;

/// <summary>Supplies the arguments of a provider's constructor: from the services if there are any,
/// otherwise from arguments and defaults.</summary>
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

    /// <summary>Creates an activator without services, for a provider's <c>Create</c>.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="http">The client to use, which the caller disposes; a new client if null.</param>
    /// <param name="logger">The logger; none if null.</param>
    /// <param name="timeProvider">The clock; the system clock if null.</param>
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

    /// <summary>The client; if there are services, from <see cref="IHttpClientFactory"/> by the provider's name. It
    /// retries idempotent requests after transient errors, and has no time-out, because the duration of commands is
    /// not limited and callers have tokens.</summary>
    public HttpClient Http => _http ??= Registered() ?? Own(ComputeHttpClients.Create());

    /// <summary>The logger.</summary>
    public ILogger Logger =>
        _logger ??= _services?.GetService<ILoggerFactory>()?.CreateLogger($"Compute.Framework.{_name}") ?? NullLogger.Instance;

    /// <summary>Returns the logger with the author's category.</summary>
    /// <typeparam name="T">The author's class.</typeparam>
    public ILogger<T> LoggerOf<T>() =>
        _services?.GetService<ILogger<T>>() ?? (_logger is null ? NullLogger<T>.Instance : new ForwardingLogger<T>(_logger));

    /// <summary>The services of the provider's runtime.</summary>
    public ProviderServices Services => new()
    {
        Logger = Logger,
        TimeProvider = TimeProvider,
        Defaults = _services?.GetService<ComputeDefaults>() ?? ComputeDefaults.None,
        Owned = _owned,
        InstanceName = _instance?.Name,
    };

    /// <summary>Returns the configuration section of a provider.</summary>
    /// <param name="name">The provider's name.</param>
    public static string SectionOf(string name) => $"Compute:{name}";

    /// <summary>Returns a service that the author's constructor takes: the one that is registered under the
    /// provider's name, or else the unkeyed one.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <exception cref="InvalidOperationException">There is no such service.</exception>
    public T Required<T>()
        where T : notnull
    {
        var services = _services
            ?? throw new InvalidOperationException($"The provider '{_name}' needs a {typeof(T).Name}; register it, or pass it to Create.");
        return services.GetKeyedService<T>(_name) ?? services.GetRequiredService<T>();
    }

    /// <summary>Returns a client for an interface of calls: the one passed to <c>Create</c>, or else a separate one like
    /// <see cref="Http"/>, so that other users of that client do not get the address.</summary>
    /// <param name="baseAddress">The address of the calls, unless the client has its own address.</param>
    public HttpClient HttpAt(Uri? baseAddress)
    {
        var client = _given ?? Registered() ?? Own(ComputeHttpClients.Create());
        client.BaseAddress ??= ComputeHttpClients.WithoutSlash(baseAddress);
        return client;
    }

    /// <summary>Returns the settings: code takes precedence over the configuration, the configuration over the environment,
    /// and the environment over the default.</summary>
    /// <typeparam name="TOptions">The settings' type.</typeparam>
    /// <param name="configure">Sets values in code, or null.</param>
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

    /// <summary>Validates settings that were created in code.</summary>
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

    /// <summary>An instance does not read the environment.</summary>
    private ProviderSettingsSchema SchemaOf<TOptions>()
        where TOptions : IProviderSettings<TOptions> => _instance is null ? TOptions.Schema : TOptions.Schema.WithoutEnvironment();

    private HttpClient? Registered() => _services?.GetService<IHttpClientFactory>()?.CreateClient(ComputeHttpClients.NameOf(_name));

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    /// <summary>Adapts a logger to the author's category type.</summary>
    private sealed class ForwardingLogger<T>(ILogger inner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
