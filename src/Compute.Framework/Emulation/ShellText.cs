using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>What the users of the shell have in common.</summary>
internal static class ShellText
{
    private const int MaxErrorBytes = 512;

    /// <summary>A path that no tool takes for an option: absolute, or from <c>./</c> on; without slashes at its end.</summary>
    public static string Path(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[0] == '/' ? trimmed : "./" + trimmed;
    }

    /// <summary>Whether a shell can write a variable of this name: a letter or an underscore, then these and digits.</summary>
    public static bool IsVariableName(string name) =>
        name.Length > 0
            && !char.IsAsciiDigit(name[0])
            && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>A result without a trailer: what became of the command is not known.</summary>
    public static ComputeException Lost(ExecutionResult result)
    {
        if (result.Outcome == ExecutionOutcome.FailedToStart)
        {
            return new UnsupportedCapabilityException("POSIX shell", result.FailureReason);
        }

        var said = ErrorTail(result.StandardError);
        var reason = $"The shell inside the sandbox did not come to its end (it {result}); it is missing, or the connection was lost, " +
            "or both streams were cut.";
        return new SandboxUnavailableException(said.Length == 0 ? reason : $"{reason} It said: {said}")
        {
            IsOutcomeUnknown = true,
            NeedsLook = true,
        };
    }

    /// <summary>The end of what a tool said, for a message.</summary>
    public static string ErrorTail(ReadOnlyMemory<byte> error) =>
        Encoding.UTF8.GetString(error.Span[Math.Max(0, error.Length - MaxErrorBytes)..]).Trim();
}
