using Compute.Framework;

namespace Wrapper;

/// <summary>Counts and logs the commands in the sandboxes of any provider. Arguments may be secrets: only programs are logged.</summary>
public sealed class CountingProvider(ISandboxProvider inner, Action<string> log) : DelegatingSandboxProvider(inner)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    protected override ISandbox Wrap(ISandbox sandbox) => new Counting(this, sandbox);

    private void Note(string sandboxId, string program) => log($"{Interlocked.Increment(ref _count)}  {sandboxId}  {program}");

    private sealed class Counting(CountingProvider owner, ISandbox inner) : DelegatingSandbox(inner)
    {
        public override Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) =>
            Noted(command.Arguments).RunAsync(command, cancellationToken);

        public override Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default) =>
            Noted(command.Arguments).StartAsync(command, cancellationToken);

        public override Task<ExecutionResult> RunCodeAsync(
            string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default) =>
            Noted(["code"]).RunCodeAsync(code, options, cancellationToken);

        private ISandbox Noted(IEnumerable<string> arguments)
        {
            owner.Note(Id, string.Concat(arguments.Take(1)));
            return InnerSandbox;
        }
    }
}
