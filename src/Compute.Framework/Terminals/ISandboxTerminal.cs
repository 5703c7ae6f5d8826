namespace Compute.Framework;

/// <summary>A program that runs in a terminal of a sandbox.</summary>
/// <remarks>All output is on <see cref="StandardStream.StandardOutput"/>. <see cref="ISandboxProcess.CloseInputAsync"/> sends an
/// end-of-transmission character (0x04), as Ctrl+D does; each call sends one.</remarks>
public interface ISandboxTerminal : ISandboxProcess
{
    /// <summary>The terminal's width in characters.</summary>
    int Columns { get; }

    /// <summary>The terminal's height in lines.</summary>
    int Rows { get; }

    /// <summary>Changes the terminal's size and notifies the program in it. Has no effect after the program has ended.</summary>
    /// <param name="columns">The width, 1 to 65535.</param>
    /// <param name="rows">The height, 1 to 65535.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default);
}
