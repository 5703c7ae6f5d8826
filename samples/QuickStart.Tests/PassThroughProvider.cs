using Compute.Framework;

namespace QuickStart.Tests;

/// <summary>Wraps provider, sandboxes, files, processes and terminals, and passes everything on.</summary>
internal sealed class PassThroughProvider(ISandboxProvider inner) : DelegatingSandboxProvider(inner)
{
    protected override ISandbox Wrap(ISandbox sandbox) => new Sandbox(sandbox);

    private sealed class Sandbox(ISandbox inner) : DelegatingSandbox(inner)
    {
        public override ISandboxFileSystem Files { get; } = new FileSystem(inner.Files);

        protected override ISandboxProcess WrapProcess(ISandboxProcess process) => new Process(process);

        protected override ISandboxTerminal WrapTerminal(ISandboxTerminal terminal) => new Terminal(terminal);
    }

    private sealed class FileSystem(ISandboxFileSystem inner) : DelegatingSandboxFileSystem(inner);

    private sealed class Process(ISandboxProcess inner) : DelegatingSandboxProcess(inner);

    private sealed class Terminal(ISandboxTerminal inner) : DelegatingSandboxTerminal(inner);
}
