namespace Compute.Framework.Testing;

/// <summary>A command that reached a <see cref="CommandScript"/>.</summary>
/// <param name="SandboxId">The sandbox that it was run in.</param>
/// <param name="Command">The command as the code under test gave it.</param>
public sealed record ReceivedCommand(string SandboxId, Command Command)
{
    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Arguments => Command.Arguments;

    /// <summary>The program, the first of <see cref="Arguments"/>.</summary>
    public string Program => Command.Arguments[0];
}
