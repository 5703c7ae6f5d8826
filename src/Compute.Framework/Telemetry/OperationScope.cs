using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Compute.Framework.Runtime;

/// <summary>One operation from start to end: activity, counters, duration and log event. Costs almost
/// nothing if there is no listener.</summary>
internal readonly struct OperationScope
{
    private readonly ProviderLifetime _provider;
    private readonly SandboxOperation _operation;
    private readonly string? _sandboxId;
    private readonly string? _instance;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Activity? _activity;
    private readonly long _started;

    private OperationScope(ProviderLifetime provider, SandboxOperation operation, string? sandboxId, ProviderServices services)
    {
        _provider = provider;
        _instance = services.InstanceName;
        _operation = operation;
        _sandboxId = sandboxId;
        _logger = services.Logger;
        _time = services.TimeProvider;
        _started = _time.GetTimestamp();
        _activity = ComputeTelemetry.Activities.HasListeners()
            ? StartActivity(provider.ProviderName, _instance, operation, sandboxId)
            : null;
    }

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    public static OperationScope Start(
        ProviderLifetime provider, SandboxOperation operation, string? sandboxId, ProviderServices services) =>
        new(provider, operation, sandboxId, services);

    public void Succeed(string outcome = "ok", string? sandboxId = null) => End(outcome, sandboxId, error: null);

    /// <summary>Records the failure; returns the exception to throw, or throws it itself where its stack trace is worth keeping.</summary>
    public Exception Fail(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is CallerFault fault)
        {
            End(fault.Outcome, null, fault.Thrown.SourceException);
            fault.Thrown.Throw();
        }

        var mapped = Record(exception, cancellationToken);
        if (ReferenceEquals(mapped, exception) || exception is ComputeException)
        {
            ExceptionDispatchInfo.Throw(mapped);
        }

        return mapped;
    }

    /// <summary>Records a failure that is not thrown.</summary>
    /// <returns>The error that a caller would get.</returns>
    public Exception Record(Exception exception, CancellationToken cancellationToken)
    {
        var mapped = ErrorMapper.Map(exception, _provider, _sandboxId, _operation, cancellationToken);
        var outcome = mapped switch { OperationCanceledException => "cancelled", ComputeException error => error.Code, _ => "disposed" };
        End(outcome, null, mapped);
        return mapped;
    }

    /// <summary>Notes that what the operation held could not be released, which changes nothing of its outcome.</summary>
    public void ReleaseFailed(Exception exception) => OperationLog.ReleaseFailed(_logger, $"What {_operation} held", exception.Message);

    private static Activity? StartActivity(string provider, string? instance, SandboxOperation operation, string? sandboxId)
    {
        var activity = ComputeTelemetry.Activities.StartActivity($"compute.{operation}", ActivityKind.Client);
        activity?.SetTag(ComputeTelemetry.ProviderTag, provider)
            .SetTag(ComputeTelemetry.InstanceTag, instance)
            .SetTag(ComputeTelemetry.OperationTag, operation.ToString())
            .SetTag(ComputeTelemetry.SandboxTag, sandboxId);
        return activity;
    }

    private void End(string outcome, string? sandboxId, Exception? error)
    {
        if (ComputeTelemetry.Operations.Enabled || ComputeTelemetry.Duration.Enabled)
        {
            var tags = new TagList
            {
                { ComputeTelemetry.ProviderTag, _provider.ProviderName },
                { ComputeTelemetry.OperationTag, _operation.ToString() },
                { ComputeTelemetry.OutcomeTag, outcome },
            };
            if (_instance is not null)
            {
                tags.Add(ComputeTelemetry.InstanceTag, _instance);
            }

            ComputeTelemetry.Operations.Add(1, tags);
            ComputeTelemetry.Duration.Record(Elapsed.TotalSeconds, tags);
        }

        if (_activity is not null)
        {
            _activity.SetTag(ComputeTelemetry.OutcomeTag, outcome);
            if (sandboxId is not null)
            {
                _activity.SetTag(ComputeTelemetry.SandboxTag, sandboxId);
            }

            if (error is not null)
            {
                _activity.SetTag(ComputeTelemetry.ErrorTag, error.GetType().Name).SetStatus(ActivityStatusCode.Error, outcome);
            }

            _activity.Dispose();
        }

        if (_logger.IsEnabled(LogLevel.Warning))
        {
            Log(outcome, sandboxId ?? _sandboxId ?? "-", error);
        }
    }

    private void Log(string outcome, string sandboxId, Exception? error)
    {
        if (error is null or OperationCanceledException)
        {
            OperationLog.Ended(_logger, _operation, _provider.ProviderName, sandboxId, outcome, Elapsed.TotalMilliseconds);
        }
        else
        {
            OperationLog.Failed(_logger, _operation, _provider.ProviderName, sandboxId, outcome, Elapsed.TotalMilliseconds, error.Message);
        }
    }
}

internal static partial class OperationLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Operation} at {Provider}, sandbox {SandboxId}: {Outcome} after {Milliseconds} ms")]
    public static partial void Ended(
        ILogger logger, SandboxOperation operation, string provider, string sandboxId, string outcome, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} at {Provider}, sandbox {SandboxId}: {Outcome} after {Milliseconds} ms: {Reason}")]
    public static partial void Failed(
        ILogger logger, SandboxOperation operation, string provider, string sandboxId, string outcome, double milliseconds, string reason);

    [LoggerMessage(3, LogLevel.Warning, "What a failed create may have left at {Provider} could not be removed: {Reason}")]
    public static partial void CleanUpFailed(ILogger logger, string provider, string reason);

    [LoggerMessage(4, LogLevel.Error,
        "The sandbox {SandboxId} at {Provider} could not be destroyed when it was disposed, and may still be there. {Remedy} {Reason}")]
    public static partial void LeftBehind(ILogger logger, string provider, string sandboxId, string remedy, string reason);

    [LoggerMessage(5, LogLevel.Error, "A part of the clean-up at {Provider} failed: {Reason}")]
    public static partial void ReleasingFailed(ILogger logger, string provider, string reason);

    [LoggerMessage(7, LogLevel.Warning, "{What} could not be released: {Reason}")]
    public static partial void ReleaseFailed(ILogger logger, string what, string reason);

    [LoggerMessage(8, LogLevel.Error, "The process {ProcessId} could not be killed when it was disposed, and may still run: {Reason}")]
    public static partial void ProcessLeftBehind(ILogger logger, string processId, string reason);

    [LoggerMessage(6, LogLevel.Error,
        "A create at {Provider} did not end within the time that the provider's disposal waits for it; it may leave a sandbox.")]
    public static partial void CreationAbandoned(ILogger logger, string provider);
}
