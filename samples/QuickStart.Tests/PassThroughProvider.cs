using Compute.Framework;

namespace QuickStart.Tests;

/// <summary>Wraps provider, sandboxes, files and processes, and passes everything on.</summary>
internal sealed class PassThroughProvider(ISandboxProvider inner) : DelegatingSandboxProvider(inner)
{
    protected override ISandbox Wrap(ISandbox sandbox) => new Sandbox(sandbox);

    private sealed class Sandbox(ISandbox inner) : DelegatingSandbox(inner)
    {
        public override ISandboxFileSystem Files { get; } = new FileSystem(inner.Files);

        public override async Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default) =>
            new Process(await base.StartAsync(command, cancellationToken));
    }

    private sealed class FileSystem(ISandboxFileSystem inner) : DelegatingSandboxFileSystem(inner);

    private sealed class Process(ISandboxProcess inner) : DelegatingSandboxProcess(inner);
}
