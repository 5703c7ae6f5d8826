using Compute.Framework;

namespace Containers;

/// <summary>A sandbox that tells what is done in it.</summary>
internal sealed class WatchedSandbox(WatchedProvider owner, ISandbox inner, int number) : DelegatingSandbox(inner)
{
    private volatile string _last = "";

    public int Number => number;

    /// <summary>What was last done.</summary>
    public string Last => _last;

    public override async Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default)
    {
        var text = string.Join(' ', command.Arguments);
        Note(text);
        var result = await base.RunAsync(command, cancellationToken);
        Note($"{text} → {result}");
        return result;
    }

    public override Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default)
    {
        Note(string.Join(' ', command.Arguments));
        return base.StartAsync(command, cancellationToken);
    }

    public override Task<ExecutionResult> RunCodeAsync(
        string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default)
    {
        Note($"{options?.Language ?? CodeLanguage.Python} code, {code.Length} characters");
        return base.RunCodeAsync(code, options, cancellationToken);
    }

    public override async Task DestroyAsync(CancellationToken cancellationToken = default)
    {
        await base.DestroyAsync(cancellationToken);
        owner.Forget(Id);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await owner.ForgetIfGoneAsync(Id);
    }

    public void Note(string what)
    {
        _last = what.ReplaceLineEndings(" ");
        owner.Changed?.Invoke(this);
    }
}
