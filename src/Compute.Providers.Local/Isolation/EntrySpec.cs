using System.Globalization;
using System.Runtime.Versioning;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>The process that enters a sandbox's namespaces and becomes a command there.</summary>
[SupportedOSPlatform("linux")]
internal static class EntrySpec
{
    /// <summary>Variables that would work on the helper itself, which still runs outside.</summary>
    private static readonly string[] LoaderVariables = ["LD_", "GLIBC_TUNABLES", "GCONV_PATH", "LOCPATH", "NLSPATH", "LANGUAGE"];

    public static ProcessSpec Build(
        string enter,
        NamespaceRecord holder,
        SandboxRecord record,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory)
    {
        // The order of entering is the tool's affair. As the user is not 0 inside, executing the command drops all capabilities.
        var arguments = new List<string>
        {
            "nsenter", "--target", holder.ProcessId.ToString(CultureInfo.InvariantCulture),
            "--user", "--mount", "--pid", "--ipc", "--uts", "--preserve-credentials", "--wdns=" + workingDirectory,
        };
        if (!record.HasNetwork)
        {
            arguments.Add("--net");
        }

        arguments.Add("--");
        var outside = new Dictionary<string, string>(StringComparer.Ordinal);
        var inside = new List<string>();
        foreach (var (key, value) in environment)
        {
            if (LoaderVariables.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                inside.Add($"{key}={value}");
            }
            else
            {
                outside[key] = value;
            }
        }

        if (inside.Count > 0)
        {
            arguments.AddRange(["/usr/bin/env", .. inside]);
        }

        arguments.AddRange(command);
        return new ProcessSpec(enter, arguments, outside, "/");
    }
}
