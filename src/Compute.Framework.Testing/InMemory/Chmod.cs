namespace Compute.Framework.Testing;

/// <summary>The one program that is there unscripted: the framework's own uploads make files executable with it.</summary>
internal static class Chmod
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static bool Understands(Command command) =>
        command.Arguments is ["chmod", var mode, _, ..] && ParseMode(mode) is not null;

    public static ExecutionResult Run(ScriptedCommand command)
    {
        var change = ParseMode(command.Arguments[1])!;
        foreach (var path in command.Arguments.Skip(command.Arguments[2] == "--" ? 3 : 2))
        {
            try
            {
                command.SetMode(path, change);
            }
            catch (SandboxFileException exception)
            {
                return ExecutionResult.Exited(1, "", $"chmod: {exception.Message}\n");
            }
        }

        return ExecutionResult.Exited(0);
    }

    private static Func<UnixFileMode, UnixFileMode>? ParseMode(string text)
    {
        if (text is "a+x" or "+x")
        {
            return mode => mode | Execute;
        }

        return text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7')
            ? _ => (UnixFileMode)Convert.ToInt32(text, 8)
            : null;
    }
}
