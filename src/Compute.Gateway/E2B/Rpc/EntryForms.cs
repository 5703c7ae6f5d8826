using System.Text;
using Compute.Gateway.E2B.Protos.Files;
using Compute.Gateway.E2B.State;
using Google.Protobuf.WellKnownTypes;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>Writes files and directories as envd has them.</summary>
internal static class EntryForms
{
    /// <summary>Links whose targets are asked for in one go: an argument list has an end.</summary>
    private const int MaxLinks = 200;

    private const string ReadLinks = "for link; do readlink -f -- \"$link\" || true; printf '\\0'; done";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<List<EntryInfo>> OfAsync(
        E2BCall call, ISandbox sandbox, SandboxUser user, IReadOnlyList<FileEntry> entries)
    {
        var links = entries.Where(static entry => entry.Type == FileEntryType.SymbolicLink).Select(static entry => entry.Path).ToList();
        var targets = links.Zip(await TargetsAsync(call, sandbox, links).ConfigureAwait(false))
            .ToDictionary(static pair => pair.First, static pair => pair.Second);
        var forms = new List<EntryInfo>(entries.Count);
        foreach (var entry in entries)
        {
            var form = Of(entry, user);
            if (targets.GetValueOrDefault(entry.Path) is { Length: > 0 } target)
            {
                form.SymlinkTarget = target;
                var real = await sandbox.Files.GetEntryAsync(target, call.Aborted).ConfigureAwait(false);
                form.Type = real is null ? FileType.Symlink : TypeOf(real.Type);
            }

            forms.Add(form);
        }

        return forms;
    }

    /// <summary>Where links lead to in the end; empty for those that lead nowhere.</summary>
    public static async Task<List<string>> TargetsAsync(E2BCall call, ISandbox sandbox, IReadOnlyList<string> links)
    {
        var targets = new List<string>(links.Count);
        foreach (var some in links.Chunk(MaxLinks))
        {
            var answer = await sandbox.RunAsync(
                Command.Shell(ReadLinks, some) with { Timeout = Patience }, call.Aborted).ConfigureAwait(false);
            var lines = Encoding.UTF8.GetString(answer.StandardOutput.Span).Split('\0');
            targets.AddRange(some.Select((_, index) => index < lines.Length ? lines[index].TrimEnd('\n') : ""));
        }

        return targets;
    }

    private static EntryInfo Of(FileEntry entry, SandboxUser user)
    {
        var mode = (uint)(entry.Mode ?? UnixFileMode.None) & 0x1FF;
        var form = new EntryInfo
        {
            Name = entry.Name,
            Path = entry.Path,
            Type = TypeOf(entry.Type),
            Size = entry.SizeBytes,
            Mode = mode,
            Permissions = PermissionsOf(entry.Type, mode),
            Owner = user.NameOfUser(entry.Owner),
            Group = user.NameOfGroup(entry.Group),
        };
        if (entry.ModifiedAt is { } modified)
        {
            form.ModifiedTime = Timestamp.FromDateTimeOffset(modified);
        }

        return form;
    }

    private static FileType TypeOf(FileEntryType type) => type switch
    {
        FileEntryType.File => FileType.File,
        FileEntryType.Directory => FileType.Directory,
        FileEntryType.SymbolicLink => FileType.Symlink,
        _ => FileType.Unspecified,
    };

    private static string PermissionsOf(FileEntryType type, uint mode)
    {
        const string letters = "rwxrwxrwx";
        var text = new StringBuilder(type switch
        {
            FileEntryType.Directory => "d",
            FileEntryType.SymbolicLink => "L",
            _ => "-",
        });
        for (var index = 0; index < letters.Length; index++)
        {
            text.Append((mode & (1u << (letters.Length - 1 - index))) != 0 ? letters[index] : '-');
        }

        return text.ToString();
    }
}
