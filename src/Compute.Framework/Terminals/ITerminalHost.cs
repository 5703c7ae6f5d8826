namespace Compute.Framework;

/// <summary>A sandbox in which terminals can be opened.</summary>
public interface ITerminalHost
{
    /// <summary>Opens a terminal and starts a program in it.</summary>
    /// <param name="options">The program to start, and the terminal's size; the sandbox's default shell if null.</param>
    /// <param name="cancellationToken">Cancels the start, but not a running terminal.</param>
    /// <exception cref="UnsupportedOptionException">An option is set that this provider does not honor.</exception>
    Task<ISandboxTerminal> OpenTerminalAsync(TerminalOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the terminals of this sandbox that were opened through the same provider object and are not disposed.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<TerminalInfo> ListTerminalsAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds one of the terminals that <see cref="ListTerminalsAsync"/> lists.</summary>
    /// <param name="terminalId">The terminal's <see cref="ISandboxProcess.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The terminal, with all output since it was opened, or null if there is none. The result is non-owning:
    /// disposing it does not end the terminal.</returns>
    Task<ISandboxTerminal?> GetTerminalAsync(string terminalId, CancellationToken cancellationToken = default);
}
