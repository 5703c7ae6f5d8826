namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A terminal of a <see cref="MutantSandbox"/>.</summary>
public sealed class MutantTerminal : MutantProcess, ISandboxTerminal
{
    private readonly ISandboxTerminal _inner;
    private readonly TerminalMutation _mutation;

    public MutantTerminal(ISandboxTerminal inner, TerminalMutation mutation)
        : base(inner, mutation.Process) => (_inner, _mutation) = (inner, mutation);

    public int Columns => _inner.Columns;

    public int Rows => _inner.Rows;

    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default)
    {
        return _mutation.Resize?.Invoke(Inner, columns, rows) ?? Inner(columns, rows);
        Task Inner(int width, int height) => _inner.ResizeAsync(width, height, cancellationToken);
    }
}
