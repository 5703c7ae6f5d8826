namespace Compute.Framework;

/// <summary>Short forms of <see cref="ISandbox.RunAsync"/> and <see cref="ISandbox.StartAsync"/>.</summary>
public static class SandboxExtensions
{
    /// <summary>Runs a program with its arguments. No shell interprets them.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunAsync(this ISandbox sandbox, string program, params IEnumerable<string> arguments) =>
        sandbox.RunAsync(program, arguments, CancellationToken.None);

    /// <summary>Runs a program without arguments.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunAsync(this ISandbox sandbox, string program, CancellationToken cancellationToken) =>
        sandbox.RunAsync(program, [], cancellationToken);

    /// <summary>Runs a program with its arguments. No shell interprets them.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunAsync(
        this ISandbox sandbox, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return sandbox.RunAsync(Command.Create(program, arguments), cancellationToken);
    }

    /// <summary>Runs a script in the sandbox's POSIX shell. Pass data as <paramref name="arguments"/> (<c>"$1"</c>), never by
    /// interpolation.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">The positional parameters, from <c>$1</c>.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunShellAsync(this ISandbox sandbox, string script, params IEnumerable<string> arguments) =>
        sandbox.RunShellAsync(script, arguments, CancellationToken.None);

    /// <summary>Runs a script in the sandbox's POSIX shell.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="script">The script; never built by interpolation of data.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunShellAsync(this ISandbox sandbox, string script, CancellationToken cancellationToken) =>
        sandbox.RunShellAsync(script, [], cancellationToken);

    /// <summary>Runs a script in the sandbox's POSIX shell. Pass data as <paramref name="arguments"/> (<c>"$1"</c>), never by
    /// interpolation.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">The positional parameters, from <c>$1</c>.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome. A failing command is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunShellAsync(
        this ISandbox sandbox, string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return sandbox.RunAsync(Command.Shell(script, arguments), cancellationToken);
    }

    /// <summary>Runs source text of a language in an interpreter inside the sandbox.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="code">The source text.</param>
    /// <param name="language">The language.</param>
    /// <param name="cancellationToken">Cancels the run: it is killed with everything that it started.</param>
    /// <returns>The outcome. Code that fails is a result, not an exception.</returns>
    public static Task<ExecutionResult> RunCodeAsync(
        this ISandbox sandbox, string code, CodeLanguage language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        ArgumentNullException.ThrowIfNull(language);
        return sandbox.RunCodeAsync(code, new RunCodeOptions { Language = language }, cancellationToken);
    }

    /// <summary>Starts a program with its arguments and returns while it runs.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot start processes.</exception>
    public static Task<ISandboxProcess> StartAsync(this ISandbox sandbox, string program, params IEnumerable<string> arguments) =>
        sandbox.StartAsync(program, arguments, CancellationToken.None);

    /// <summary>Starts a program without arguments and returns while it runs.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="cancellationToken">Cancels the start, not the running process.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot start processes.</exception>
    public static Task<ISandboxProcess> StartAsync(this ISandbox sandbox, string program, CancellationToken cancellationToken) =>
        sandbox.StartAsync(program, [], cancellationToken);

    /// <summary>Starts a program with its arguments and returns while it runs.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Cancels the start, not the running process.</param>
    /// <exception cref="UnsupportedCapabilityException">This provider cannot start processes.</exception>
    public static Task<ISandboxProcess> StartAsync(
        this ISandbox sandbox, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return sandbox.StartAsync(Command.Create(program, arguments), cancellationToken);
    }
}
