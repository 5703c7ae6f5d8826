using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>What a case works with.</summary>
public sealed class ComplianceContext
{
    private readonly ComplianceRun _run;
    private readonly ConcurrentStack<ISandbox> _created = new();
    private readonly ConcurrentStack<Func<ValueTask>> _cleanUps = new();
    private readonly Lazy<Task<ISandbox>> _shared;
    private readonly string _number;

    internal ComplianceContext(ComplianceRun run, CancellationToken cancellationToken)
    {
        _run = run;
        CancellationToken = cancellationToken;
        _number = run.NextCaseNumber().ToString(CultureInfo.InvariantCulture);
        Defaults = Label(run.Settings.CreateOptions);
        _shared = new(() => run.RentSharedSandboxAsync(cancellationToken));
    }

    /// <summary>The provider under test.</summary>
    public ISandboxProvider Provider => _run.Provider;

    /// <summary>What the provider claims.</summary>
    public CapabilityManifest Capabilities => _run.Capabilities;

    /// <summary>Fires when the case's time is up.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What the test project knows about the environment.</summary>
    public ComplianceSettings Settings => _run.Settings;

    /// <summary>The id of this run, which is the value of the label <c>compliance-run</c> on each of its sandboxes.</summary>
    public string RunId => _run.Id;

    /// <summary>The options that every sandbox of the case is created with; a case adds its own with a <c>with</c> expression. Where the
    /// provider has labels, they name the run and the case.</summary>
    public CreateSandboxOptions Defaults { get; }

    /// <summary>The label that the sandboxes which this case creates have, and no other case's.</summary>
    internal (string Key, string Value) CaseLabel => (ComplianceRun.CaseLabelKey, $"{RunId}-{_number}");

    /// <summary>Creates a sandbox that is destroyed after the case.</summary>
    /// <param name="options">The options; <see cref="Defaults"/> when null. The labels of run and case are added.</param>
    public async Task<ISandbox> CreateSandboxAsync(CreateSandboxOptions? options = null)
    {
        var labelled = Label(options ?? Defaults);
        return Track(await Provider.CreateAsync(labelled, CancellationToken).ConfigureAwait(false));
    }

    /// <summary>A sandbox that cases share, one after the other: until this case ends no other one uses it. A case keeps to
    /// <see cref="Path"/> and leaves nothing running in it.</summary>
    public Task<ISandbox> SharedSandboxAsync() => _shared.Value;

    /// <summary>A second instance of the provider, configured alike, disposed after the case.</summary>
    public async Task<ISandboxProvider> CreateProviderAsync()
    {
        var provider = await _run.CreateProviderAsync().ConfigureAwait(false);
        _cleanUps.Push(provider.DisposeAsync);
        return provider;
    }

    /// <summary>Has a sandbox destroyed after the case.</summary>
    /// <typeparam name="TSandbox">The sandbox's type.</typeparam>
    /// <param name="sandbox">The sandbox.</param>
    public TSandbox Track<TSandbox>(TSandbox sandbox)
        where TSandbox : ISandbox
    {
        _run.Remember(sandbox.Id);
        _created.Push(sandbox);
        return sandbox;
    }

    /// <summary>Has something done after the case.</summary>
    /// <param name="cleanUp">What to do.</param>
    public void OnEnd(Func<ValueTask> cleanUp) => _cleanUps.Push(cleanUp);

    /// <summary>A path in this case's own directory, relative to the sandbox's working directory.</summary>
    /// <param name="relative">The rest of the path.</param>
    public string Path(string relative) => $"case-{_number}/{relative}";

    /// <summary>Ends the case: it has nothing to show for this provider.</summary>
    /// <param name="reason">Why not, as a sentence.</param>
    /// <exception cref="CaseNotApplicableException">Always.</exception>
    [DoesNotReturn]
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A case ends by its own context.")]
    public void NotApplicable(string reason) => throw new CaseNotApplicableException(reason);

    /// <summary>Ends the case unless the provider claims the operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <exception cref="CaseNotApplicableException">It does not claim it.</exception>
    public void Require(SandboxOperation operation)
    {
        if (!Capabilities.Supports(operation))
        {
            NotApplicable($"{operation} is unsupported{Because(Capabilities[operation].Support)}; framework/refuses-operations shows " +
                "that it is refused.");
        }
    }

    /// <summary>Ends the case unless the provider claims the option of the operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="option">The option's name.</param>
    /// <exception cref="CaseNotApplicableException">It does not claim it.</exception>
    public void Require(SandboxOperation operation, string option)
    {
        Require(operation);
        if (!Capabilities.Supports(operation, option))
        {
            NotApplicable($"{operation}.{option} is unsupported{Because(Capabilities[operation][option])}; the cases " +
                "framework/refuses-… show that it is refused.");
        }
    }

    /// <summary>Ends the case unless commands can be run in a POSIX shell inside a sandbox.</summary>
    /// <exception cref="CaseNotApplicableException">They cannot.</exception>
    public void RequireShell()
    {
        if (Settings.NoShell is { } reason)
        {
            NotApplicable($"There is no POSIX shell in the sandboxes: {reason}");
        }

        Require(SandboxOperation.RunCommand);
    }

    [
        SuppressMessage(
            "Design", "CA1031:Do not catch general exception types", Justification = "Clean-up must not hide how the case itself ended.")
    ]
    internal async Task CleanUpAsync(bool isBroken)
    {
        while (_created.TryPop(out var sandbox))
        {
            await _run.RemoveAsync(sandbox).ConfigureAwait(false);
        }

        while (_cleanUps.TryPop(out var cleanUp))
        {
            try
            {
                await cleanUp().ConfigureAwait(false);
            }
            catch (Exception)
            {
            }
        }

        if (_shared.IsValueCreated)
        {
            await _run.ReturnSharedSandboxAsync(_shared.Value, isBroken).ConfigureAwait(false);
        }
    }

    private CreateSandboxOptions Label(CreateSandboxOptions options)
    {
        var labelled = _run.Label(options);
        var (key, value) = CaseLabel;
        return _run.HasLabels && !labelled.Labels.ContainsKey(key)
            ? labelled with { Labels = new Dictionary<string, string>(labelled.Labels) { [key] = value } }
            : labelled;
    }

    private static string Because(Support capability) => capability.Description is { } text ? $" ({text})" : "";
}
