using System.Runtime.CompilerServices;
using Compute.Framework.Emulation;
using Compute.Framework.Http;
using Compute.Framework.Streams;

namespace Compute.Framework.Runtime;

/// <summary>The files of one sandbox: by the author's methods where there are some, by commands inside where not.</summary>
internal sealed class SandboxFiles<THandle> : ISandboxFileSystem
{
    private readonly ProviderRuntime<THandle> _runtime;
    private readonly SandboxCore<THandle> _sandbox;
    private readonly ShellFileSystem _shell;

    public SandboxFiles(ProviderRuntime<THandle> runtime, SandboxCore<THandle> sandbox, CommandExecution<THandle> commands)
    {
        _runtime = runtime;
        _sandbox = sandbox;
        _shell = new ShellFileSystem(commands.RunAsync, commands.TakesInput);
    }

    private ProviderDriver<THandle> Driver => _runtime.Driver;

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        InvokeAsync(SandboxOperation.ReadFile, path, async isNative =>
        {
            var content = isNative
                ? await Driver.ReadFileAsync(_sandbox.Handle, path, cancellationToken).ConfigureAwait(false)
                : await _shell.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);

            // What can seek is at hand, and has no back end left to fail.
            return content.CanSeek ? content : new SandboxReadStream(content, MapReadErrorAsync);
        }, cancellationToken);

    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(content));
        }

        var source = new SourceStream(content);
        return InvokeAsync(SandboxOperation.WriteFile, path, async ValueTask<bool> (isNative) =>
        {
            try
            {
                await Done(isNative
                    ? Driver.WriteFileAsync(_sandbox.Handle, path, source, cancellationToken)
                    : _shell.WriteAsync(path, source, cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                source.ThrowIfFailed();
                throw;
            }

            source.ThrowIfFailed();
            return true;
        }, cancellationToken);
    }

    public Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default) =>
        InvokeAsync(SandboxOperation.CreateDirectory, path, isNative => Done(isNative
            ? Driver.CreateDirectoryAsync(_sandbox.Handle, path, cancellationToken)
            : _shell.CreateDirectoryAsync(path, cancellationToken)), cancellationToken);

    public IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken = default) =>
        ListAsync(path, recursive: false, cancellationToken);

    public IAsyncEnumerable<FileEntry> ListAsync(string path, bool recursive, CancellationToken cancellationToken = default)
    {
        CommandGuard.CheckPath(path, nameof(path));
        return Sequences.Observe(
            recursive ? TreeListing.WalkAsync(ListCoreAsync, path, cancellationToken) : ListCoreAsync(path, cancellationToken),
            () => _runtime.Start(SandboxOperation.ListDirectory, _sandbox.Id),
            (exception, token) => _runtime.ExplainAsync(_sandbox.Id, exception, token),
            cancellationToken);
    }

    public Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default) =>
        InvokeAsync(SandboxOperation.DescribeFile, path, isNative => isNative
            ? Driver.DescribeFileAsync(_sandbox.Handle, path, cancellationToken)
            : _shell.GetEntryAsync(path, cancellationToken), cancellationToken);

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default) =>
        InvokeAsync(SandboxOperation.FileExists, path, async isNative =>
        {
            if (isNative)
            {
                return await Driver.FileExistsAsync(_sandbox.Handle, path, cancellationToken).ConfigureAwait(false);
            }

            return await RunAsync(_runtime.Known.IsNative(SandboxOperation.DescribeFile), async canDescribe => canDescribe
                ? await Driver.DescribeFileAsync(_sandbox.Handle, path, cancellationToken).ConfigureAwait(false) is not null
                : await _shell.ExistsAsync(path, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }, cancellationToken);

    public Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default) =>
        InvokeAsync(SandboxOperation.DeletePath, path, isNative => Done(isNative
            ? Driver.DeletePathAsync(_sandbox.Handle, path, recursive, cancellationToken)
            : _shell.DeleteAsync(path, recursive, cancellationToken)), cancellationToken);

    public Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default)
    {
        CommandGuard.CheckPath(destination, nameof(destination));
        return InvokeAsync(SandboxOperation.MovePath, source, isNative => Done(isNative
            ? Driver.MovePathAsync(_sandbox.Handle, source, destination, cancellationToken)
            : _shell.MoveAsync(source, destination, cancellationToken)), cancellationToken);
    }

    public Task CopyAsync(string source, string destination, bool recursive = false, CancellationToken cancellationToken = default)
    {
        CommandGuard.CheckPath(destination, nameof(destination));
        return InvokeAsync(SandboxOperation.CopyPath, source, isNative => Done(isNative
            ? Driver.CopyPathAsync(_sandbox.Handle, source, destination, recursive, cancellationToken)
            : _shell.CopyAsync(source, destination, recursive, cancellationToken)), cancellationToken);
    }

    public Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default)
    {
        Ranges.FileMode(mode, nameof(mode));
        return InvokeAsync(SandboxOperation.SetFileMode, path, isNative => Done(isNative
            ? Driver.SetFileModeAsync(_sandbox.Handle, path, mode, cancellationToken)
            : _shell.SetModeAsync(path, mode, cancellationToken)), cancellationToken);
    }

    private async ValueTask<Exception> MapReadErrorAsync(Exception exception, CancellationToken cancellationToken)
    {
        var error = ComputeHttp.MapException(exception, cancellationToken);
        var explained = await _runtime.ExplainAsync(_sandbox.Id, error, cancellationToken).ConfigureAwait(false);
        return ErrorMapper.Map(explained, _runtime.Lifetime, _sandbox.Id, SandboxOperation.ReadFile, cancellationToken);
    }

    private static async ValueTask<bool> Done(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private async IAsyncEnumerable<FileEntry> ListCoreAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _sandbox.ThrowIfNotUsable();
        _runtime.Known.Ensure(SandboxOperation.ListDirectory);
        var entries = _runtime.Known.IsNative(SandboxOperation.ListDirectory)
            ? Driver.ListDirectoryAsync(_sandbox.Handle, path, cancellationToken)
            : _shell.ListAsync(path, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private async Task<T> InvokeAsync<T>(
        SandboxOperation operation, string path, Func<bool, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        CommandGuard.CheckPath(path, nameof(path));
        return await _runtime.FrameAsync(
            operation,
            _sandbox,
            async () =>
            {
                _runtime.Known.Ensure(operation);
                cancellationToken.ThrowIfCancellationRequested();
                return await RunAsync(_runtime.Known.IsNative(operation), body).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A method of the author's may leave single cases to the commands inside, before it has read any content.</summary>
    private static async ValueTask<T> RunAsync<T>(bool isNative, Func<bool, ValueTask<T>> body)
    {
        try
        {
            return await body(isNative).ConfigureAwait(false);
        }
        catch (UnsupportedCapabilityException) when (isNative)
        {
            return await body(false).ConfigureAwait(false);
        }
    }
}
