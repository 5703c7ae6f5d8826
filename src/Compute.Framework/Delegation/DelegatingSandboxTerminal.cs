namespace Compute.Framework;

/// <summary>Base class of terminals that wrap another one: all calls are passed on.</summary>
/// <remarks>A <see cref="DelegatingSandbox"/> returns it from <see cref="DelegatingSandbox.WrapTerminal"/>.</remarks>
public class DelegatingSandboxTerminal : DelegatingSandboxProcess, ISandboxTerminal
{
    /// <summary>Creates a wrapper.</summary>
    /// <param name="innerTerminal">The terminal to wrap.</param>
    protected DelegatingSandboxTerminal(ISandboxTerminal innerTerminal)
        : base(innerTerminal) => InnerTerminal = innerTerminal;

    /// <inheritdoc/>
    public virtual int Columns => InnerTerminal.Columns;

    /// <inheritdoc/>
    public virtual int Rows => InnerTerminal.Rows;

    /// <summary>The wrapped terminal.</summary>
    protected ISandboxTerminal InnerTerminal { get; }

    /// <inheritdoc/>
    public virtual Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default) =>
        InnerTerminal.ResizeAsync(columns, rows, cancellationToken);
}
