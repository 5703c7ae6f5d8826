using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using Compute.Framework.Emulation;
using Compute.Framework.Runtime;
using Compute.Framework.Tests.Emulation;

namespace Compute.Framework.Tests.Extensions;

/// <summary>A sandbox over <see cref="TestShell"/> that cannot start processes.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ShellSandbox : ISandbox, ISandboxFileSystem
{
    private readonly TestShell _shell = new("dash");
    private readonly ShellFileSystem _files;

    public ShellSandbox() => (_files, SetMode) = (new ShellFileSystem(RunCoreAsync), SetModeInsideAsync);

    public string Id => "shell";

    public string Work => _shell.Work;

    public ProviderInfo Provider => throw new NotSupportedException();

    public ISandboxFileSystem Files => this;

    /// <summary>Changes what listings tell, as a hostile sandbox could.</summary>
    public Func<FileEntry, FileEntry> Forge { get; set; } = entry => entry;

    public Func<Command, ISandboxProcess>? Start { get; set; }

    /// <summary>Sets modes, or refuses to.</summary>
    public Func<string, UnixFileMode, CancellationToken, Task> SetMode { get; set; }

    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) => RunCoreAsync(command, cancellationToken).AsTask();

    public Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default) =>
        Start is { } start ? Task.FromResult(start(command)) : throw new UnsupportedCapabilityException("StartProcess");

    public Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DestroyAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = null;
        return false;
    }

    public ValueTask DisposeAsync()
    {
        _shell.Dispose();
        return ValueTask.CompletedTask;
    }

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => _files.OpenReadAsync(path, cancellationToken).AsTask();

    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default) => _files.WriteAsync(path, content, cancellationToken).AsTask();

    public Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default) => _files.CreateDirectoryAsync(path, cancellationToken).AsTask();

    public IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken = default) => _files.ListAsync(path, cancellationToken).Select(entry => Forge(entry));

    public Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default) => _files.GetEntryAsync(path, cancellationToken).AsTask();

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default) => _files.ExistsAsync(path, cancellationToken).AsTask();

    public Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default) => _files.DeleteAsync(path, recursive, cancellationToken).AsTask();

    public Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default) => _files.MoveAsync(source, destination, cancellationToken).AsTask();

    public Task CopyAsync(string source, string destination, bool recursive = false, CancellationToken cancellationToken = default) => _files.CopyAsync(source, destination, recursive, cancellationToken).AsTask();

    public Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default) => SetMode(path, mode, cancellationToken);

    private Task SetModeInsideAsync(string path, UnixFileMode mode, CancellationToken cancellationToken) => _files.SetModeAsync(path, mode, cancellationToken).AsTask();

    private ValueTask<ExecutionResult> RunCoreAsync(Command command, CancellationToken cancellationToken) =>
        ShellCommandEmulator.RunAsync(command, Honors.Arguments, _shell.RunAsync, cancellationToken);
}
