namespace Compute.Framework.Generators.Parsing;

/// <summary>What other interfaces call the options, by words: <c>memoryMb</c> and <c>MemoryLimit</c> both speak of memory.</summary>
internal static class NameSynonyms
{
    /// <summary>Words that say how much or in which unit, not what.</summary>
    private static readonly string[] Units =
        [
            "MB", "MIB", "GB", "GIB", "KB", "KIB", "BYTES", "MS", "SECONDS", "SECS", "SEC", "MILLISECONDS", "MINUTES", "LIMIT", "SIZE",
            "MAX", "COUNT", "LIST", "MAP", "VALUE"
        ];

    /// <summary>An option, and what else it is called.</summary>
    private static readonly (string Option, string[] Words)[] Table =
    [
        ("memoryBytes", ["MEMORY", "MEM", "RAM"]),
        ("diskBytes", ["DISK", "STORAGE", "DISKSPACE", "HDD", "SSD"]),
        ("cpus", ["CPU", "CPUS", "VCPU", "VCPUS", "CORES", "CORE", "PROCESSORS"]),
        ("maxProcesses", ["PIDS", "PID", "PROCESSES", "TASKS", "THREADS"]),
        ("gpus", ["GPU", "GPUS", "ACCELERATOR", "ACCELERATORS"]),
        ("maxOutputBytes", ["OUTPUT", "STDOUT", "BUFFER"]),
        ("workingDirectory", ["CWD", "PWD", "WORKDIR", "WORKINGDIR", "WORKDIRECTORY", "CURRENTDIRECTORY", "DIRECTORY", "DIR", "FOLDER",
            "WD"]),
        ("environment", ["ENV", "ENVS", "ENVIRON", "ENVVARS", "ENVIRONMENTVARIABLES", "VARIABLES", "VARS"]),
        ("arguments", ["ARGS", "ARGV", "ARG", "CMD", "COMMAND", "COMMANDLINE", "SHELLCOMMAND"]),
        ("standardInput", ["STDIN", "INPUT", "STDINPUT"]),
        ("timeout", ["DEADLINE", "TIMELIMIT", "TTL", "EXPIRY", "DURATION"]),
        ("lifetime", ["TTL", "EXPIRY", "EXPIRATION", "EXPIRES", "EXPIRESIN", "TIMEOUT", "TIMETOLIVE", "KEEPALIVE", "DURATION", "AUTOSTOP"]),
        ("labels", ["TAGS", "METADATA", "ANNOTATIONS", "TAG", "LABEL"]),
        ("snapshotId", ["SNAPSHOT", "CHECKPOINT", "CHECKPOINTID"]),
        ("template", ["BLUEPRINT", "TEMPLATEID", "TEMPLATENAME"]),
        ("image", ["IMAGENAME", "IMAGEID", "CONTAINERIMAGE", "DOCKERIMAGE", "BASEIMAGE"]),
        ("mounts", ["MOUNT", "VOLUMES", "VOLUME", "BINDS"]),
        ("ports", ["PORT", "EXPOSE", "EXPOSEDPORTS"]),
        ("network", ["NET", "NETWORKING", "NETWORKPOLICY", "INTERNET"]),
        ("security", ["SECURITYPROFILE", "SECCOMP", "PROFILE"]),
        ("user", ["UID", "USERNAME", "USERID", "RUNAS"]),
        ("sandboxId", ["ID", "SANDBOX", "VMID", "CONTAINERID", "BOXID", "INSTANCEID"]),
        ("processId", ["PID", "PROCESS", "ID"]),
        ("code", ["SOURCE", "SCRIPT", "SNIPPET", "SOURCECODE"]),
        ("language", ["LANG", "KERNEL", "RUNTIME"]),
        ("path", ["FILE", "FILEPATH", "FILENAME", "PATHNAME", "DIRECTORY", "DIR", "DIRECTORYPATH", "FOLDER"]),
        ("content", ["DATA", "BODY", "STREAM", "CONTENTS", "BYTES"]),
        ("source", ["FROM", "SRC", "OLDPATH", "SOURCEPATH"]),
        ("destination", ["TO", "DST", "DEST", "TARGET", "NEWPATH", "DESTINATIONPATH"]),
        ("recursive", ["RECURSE", "RECURSIVELY", "DEEP"]),
        ("count", ["N", "NUMBER", "COPIES", "AMOUNT"]),
        ("name", ["TITLE", "DISPLAYNAME", "FRIENDLYNAME"]),
    ];

    /// <summary>The option of those that there are which a name probably stands for, or null.</summary>
    public static string? Find(string name, List<string> options)
    {
        var word = Plain(name);
        var bare = WithoutUnits(word);
        foreach (var wanted in (ReadOnlySpan<string>)[word, bare])
        {
            foreach (var (option, words) in Table)
            {
                if (Array.IndexOf(words, wanted) >= 0 && options.Contains(option))
                {
                    return option;
                }
            }
        }

        return options.Find(option => Plain(option) == word || (bare.Length > 0 && WithoutUnits(Plain(option)) == bare));
    }

    private static string Plain(string name) => name.Replace("_", "").ToUpperInvariant();

    private static string WithoutUnits(string word)
    {
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var unit in Units)
            {
                var rest = word.EndsWith(unit, StringComparison.Ordinal) ? word.Substring(0, word.Length - unit.Length)
                    : unit == "MAX" && word.StartsWith(unit, StringComparison.Ordinal) ? word.Substring(unit.Length)
                    : word;
                if (rest.Length > 1 && rest.Length < word.Length)
                {
                    (word, hasChanged) = (rest, true);
                }
            }
        }

        return word;
    }
}
