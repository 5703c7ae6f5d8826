using System.Collections.Concurrent;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group snapshots.</summary>
internal static class SnapshotMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        Snapshots("the snapshot is dropped", "snapshots/restore", new() { Options = options => options.SnapshotId?.StartsWith("none", StringComparison.Ordinal) == false ? options with { SnapshotId = null } : options }),
        Snapshots("what is restored has the source's present files", "snapshots/source-changes-stay-out", Present()),
        Snapshots("what a restored sandbox writes is seen by its source", "snapshots/restored-changes-stay-in", SharedWrites()),
        Snapshots("a snapshot keeps no name", "snapshots/list-and-delete", new() { Snapshot = (take, _) => take(null) }),
        Snapshots("deleting a snapshot destroys what was made from it", "snapshots/delete-while-in-use", DestroyingUsers()),
        Snapshots("a snapshot ends with its source", "snapshots/outlives-source", EndingWithSource()),
        Snapshots("a snapshot has the first snapshot's files only", "snapshots/chain", FirstOnly()),
        Snapshots("an unknown snapshot is taken for none", "snapshots/unknown", new() { Options = options => options.SnapshotId?.StartsWith("none", StringComparison.Ordinal) == true ? options with { SnapshotId = null } : options }),
        Snapshots("one branch too few is made", "snapshots/branch", new() { Branch = (branch, _, count) => branch(count > 2 ? count - 1 : count) }),
        Snapshots("branches are one and the same sandbox", "snapshots/branches-apart", new() { Branch = async (branch, _, count) => { var made = await branch(count); return count == 2 ? [made[0], made[0]] : made; } }),
        new("the source is replaced by its branch", "snapshots/branch-source-runs-on", new() { Branch = async (branch, source, count) => { var made = await branch(count); await source.DestroyAsync(); return made; } }),
        Snapshots("branches are borrowed", "snapshots/branch-labels-and-ownership", new() { Branch = async (branch, _, count) => [.. (await branch(count)).Select(made => new Undisposed(made))] }),
        Snapshots("a count that is no count gives one branch", "snapshots/branch-count", new() { Branch = (branch, _, count) => branch(count is < 1 or > 1000 ? 1 : count) }),
    ];

    private static Mutant Snapshots(string name, string caseId, Mutation mutation) => new(name, caseId, mutation, MutantBase.InMemory);

    private static Mutation Present()
    {
        ISandbox? source = null;
        return new()
        {
            Create = async (create, options, token) =>
            {
                var made = await create(options, token);
                if (options?.SnapshotId is null)
                {
                    source = made;
                }
                else if (source is not null && await source.Files.ExistsAsync("new", token))
                {
                    await made.Files.WriteAllTextAsync("new", "x", token);
                }

                return made;
            },
        };
    }

    /// <summary>Every write goes to all sandboxes that have the file.</summary>
    private static Mutation SharedWrites()
    {
        var written = new ConcurrentDictionary<string, string>();
        return new()
        {
            Files = new()
            {
                Write = async (write, path, content) =>
                {
                    var text = await new StreamReader(content).ReadToEndAsync();
                    if (path == "file")
                    {
                        written[path] = text;
                    }

                    await write(path, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
                },
                Read = async (read, path) => written.TryGetValue(path, out var text) ? new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) : await read(path),
            },
        };
    }

    private static Mutation DestroyingUsers()
    {
        var users = new ConcurrentBag<(string SnapshotId, ISandbox Sandbox)>();
        return new()
        {
            Create = async (create, options, token) =>
            {
                var made = await create(options, token);
                if (options?.SnapshotId is { } id)
                {
                    users.Add((id, made));
                }

                return made;
            },
            DeleteSnapshot = async (delete, id) =>
            {
                await delete();
                foreach (var user in users.Where(user => user.SnapshotId == id))
                {
                    await user.Sandbox.DestroyAsync();
                }
            },
        };
    }

    private static Mutation EndingWithSource()
    {
        var taken = new ConcurrentBag<string>();
        var ended = new ConcurrentDictionary<string, byte>();
        return new()
        {
            Snapshot = async (take, name) =>
            {
                var info = await take(name);
                taken.Add(info.Id);
                return info;
            },
            Destroy = async (destroy, _) =>
            {
                await destroy();
                foreach (var id in taken)
                {
                    ended.TryAdd(id, 0);
                }
            },
            Options = options => options.SnapshotId is { } id && ended.ContainsKey(id) ? options with { SnapshotId = "gone" } : options,
        };
    }

    private static Mutation FirstOnly()
    {
        var roots = new ConcurrentDictionary<string, string>();
        return new()
        {
            Snapshot = async (take, name) =>
            {
                var info = await take(name);
                if (info.ParentId is { } parent)
                {
                    roots[info.Id] = roots.GetValueOrDefault(parent, parent);
                }

                return info;
            },
            Options = options => options.SnapshotId is { } id && roots.TryGetValue(id, out var root) ? options with { SnapshotId = root } : options,
        };
    }

    /// <summary>A sandbox that its disposal leaves alone.</summary>
    private sealed class Undisposed(ISandbox inner) : DelegatingSandbox(inner)
    {
        [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2215:Dispose methods should call base class dispose", Justification = "That is what is wrong with it.")]
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
