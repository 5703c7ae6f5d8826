using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

internal delegate ValueTask<ExecutionResult> CommandRunner(Command command, CancellationToken cancellationToken);

internal static class ShellCommandEmulator
{
    public static ValueTask<ExecutionResult> RunAsync(Command command, CommandOptionSet honoured, CommandRunner run, CancellationToken cancellationToken) => throw new NotSupportedException();
}

internal static class ShellCodeRunner
{
    public static ValueTask<ExecutionResult> RunAsync(string code, CodeLanguage language, CommandRunner run, CancellationToken cancellationToken) => throw new NotSupportedException();
}

internal sealed class ShellFileSystem(CommandRunner run)
{
    public CommandRunner Run { get; } = run;
    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask WriteAsync(string path, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask CreateDirectoryAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();
    public IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask DeleteAsync(string path, bool recursive, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask MoveAsync(string source, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken) => throw new NotSupportedException();
}
