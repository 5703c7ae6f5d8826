using Compute.Framework.Authoring;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker;

/// <summary>Something that must have come about before a sandbox counts as created.</summary>
public sealed class WaitFor
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string _description;

    /// <summary>What is waited for, in full.</summary>
    private readonly IReadOnlyList<string> _condition;

    private WaitFor(
        string description,
        IReadOnlyList<string> condition,
        TimeSpan? timeout,
        Func<Readiness, string, CancellationToken, Task<bool>> isMetAsync)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? Minute, TimeSpan.Zero, nameof(timeout));
        (_description, Timeout, IsMetAsync) = (description, timeout ?? Minute, isMetAsync);
        _condition = ContentEquality.ListOf(condition);
    }

    /// <summary>How long it may take; the creation fails then with <see cref="Compute.Framework.ProviderTimeoutException"/>, and nothing is
    /// left of it.</summary>
    public TimeSpan Timeout { get; }

    internal Func<Readiness, string, CancellationToken, Task<bool>> IsMetAsync { get; }

    /// <summary>Something listens on a TCP port inside.</summary>
    /// <param name="port">The port: 1 to 65535.</param>
    /// <param name="timeout">How long to wait, positive; a minute when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port or the time is out of its range.</exception>
    public static WaitFor Port(int port, TimeSpan? timeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(port, Math.Clamp(port, 1, ushort.MaxValue));
        return new WaitFor(
            $"port {port}",
            ["port", $"{port}"],
            timeout,
            (readiness, id, cancellationToken) => readiness.ListensAsync(id, port, cancellationToken));
    }

    /// <summary>A line of the log contains a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timeout">How long to wait, positive; a minute when null.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public static WaitFor LogLine(string text, TimeSpan? timeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new WaitFor(
            $"a line with '{text}' in the log",
            ["log", text],
            timeout,
            (readiness, id, cancellationToken) => readiness.HasLoggedAsync(id, text, cancellationToken));
    }

    /// <summary>A command inside exits with 0.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="timeout">How long to wait, positive; a minute when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no program, or the time is not positive.</exception>
    public static WaitFor Command(IReadOnlyList<string> arguments, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentOutOfRangeException.ThrowIfZero(arguments.Count, nameof(arguments));
        return new WaitFor(
            $"'{arguments[0]}' to succeed",
            ["command", .. arguments],
            timeout,
            (readiness, id, cancellationToken) => readiness.SucceedsAsync(id, arguments, cancellationToken));
    }

    /// <summary>Whether another waits for the same, as long.</summary>
    /// <param name="obj">The other.</param>
    public override bool Equals(object? obj) => obj is WaitFor other && other.Timeout == Timeout && other._condition.Equals(_condition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_condition, Timeout);

    /// <inheritdoc/>
    public override string ToString() => _description;
}
