using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Launch;

/// <summary>Builds the environment of a command from nothing: no variable of this process gets in.</summary>
internal static class SandboxEnvironment
{
    public const string SandboxVariable = "COMPUTE_SANDBOX_ID";
    public const string CommandVariable = "COMPUTE_COMMAND_ID";
    public const string NameVariable = "COMPUTE_SANDBOX_NAME";
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The entry that every process of a sandbox carries.</summary>
    public static string SandboxMarker(string sandboxId) => $"{SandboxVariable}={sandboxId}";

    /// <summary>The entry that every process of a command carries.</summary>
    public static string CommandMarker(string commandId) => $"{CommandVariable}={commandId}";

    /// <param name="record">The sandbox.</param>
    /// <param name="home">The workspace, as the command sees it.</param>
    /// <param name="temporary">The directory for temporary files, as the command sees it.</param>
    /// <param name="commandId">The id of this run.</param>
    /// <param name="command">The command's own variables.</param>
    public static Dictionary<string, string> Build(
        SandboxRecord record, string home, string temporary, string commandId, IReadOnlyDictionary<string, string> command)
    {
        var environment = new Dictionary<string, string>(
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["LANG"] = "C.UTF-8",
        };
        if (OperatingSystem.IsWindows())
        {
            // Windows programs do not start without these; they name the system, not the user.
            var system = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
            environment["SystemRoot"] = system;
            environment["PATH"] = $@"{system}\System32;{system};{system}\System32\WindowsPowerShell\v1.0";
            environment["USERPROFILE"] = home;
            environment["TEMP"] = environment["TMP"] = temporary;
        }
        else
        {
            environment["PATH"] = DefaultPath;
            environment["TMPDIR"] = temporary;
        }

        if (record.Name is { } name)
        {
            environment[NameVariable] = name;
        }

        Add(record.Environment);
        Add(command);
        environment[SandboxVariable] = record.Id;
        environment[CommandVariable] = commandId;
        return environment;

        void Add(IReadOnlyDictionary<string, string> variables)
        {
            foreach (var (key, value) in variables)
            {
                environment[key] = value;
            }
        }
    }
}
