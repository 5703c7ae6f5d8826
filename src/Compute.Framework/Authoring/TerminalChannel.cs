namespace Compute.Framework.Authoring;

/// <summary>What an author gives the framework for a terminal: a process whose size can be changed.</summary>
public abstract class TerminalChannel : ProcessChannel
{
    private static readonly byte[] EndOfTransmission = [0x04];

    /// <summary>Changes the terminal's size.</summary>
    /// <param name="columns">The width in characters, 1 to 65535.</param>
    /// <param name="rows">The height in lines, 1 to 65535.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken);

    /// <summary>Writes an end-of-transmission character (0x04): a terminal's input has no other end.</summary>
    /// <param name="cancellationToken">Cancels the write.</param>
    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => WriteInputAsync(EndOfTransmission, cancellationToken);
}
