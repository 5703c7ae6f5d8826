namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group lifecycle.</summary>
internal static class LifecycleMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        new("every sandbox has the same id", "lifecycle/ids-unique", new() { Id = _ => "sandbox" }),
        new("the info names another provider", "lifecycle/provider-name", new() { Info = info => info with { ProviderName = "other" } }),
        new("a created sandbox is told to be stopped", "lifecycle/running-after-create", new() { Info = info => info with { Status = SandboxStatus.Stopped } }),
        new("the framework's labels are shown", "lifecycle/info-complete", new() { Info = info => info with { Labels = new Dictionary<string, string>(info.Labels) { ["compute.owner"] = "x" } } }),
        new("the creation time is in the time zone of the host", "lifecycle/creation-time", new() { Info = info => info with { CreatedAt = info.CreatedAt?.ToOffset(TimeSpan.FromHours(2)) } }),
        new("the creation time is the time of asking", "lifecycle/info-stable", new() { Info = info => info with { CreatedAt = DateTimeOffset.UtcNow } }),
        new("get makes a new sandbox", "lifecycle/get-same", new() { Create = (create, options, token) => create(options, token), Get = async (get, id) => await get() is { } found ? new Renamed(found, id + "-copy") : null }),
        new("get of what is missing throws", "lifecycle/get-unknown", new() { Get = async (get, _) => await get() ?? throw new SandboxNotFoundException() }),
        new("a listing has everything twice", "lifecycle/list-contains", new() { List = Twice }),
        new("a listing keeps what is destroyed", "lifecycle/list-omits-destroyed", Remembering()),
        new("a listing has one page", "lifecycle/list-pages", new() { List = listed => listed.Take(10) }),
        new("the label filter is dropped", "lifecycle/list-by-label", new() { Filter = _ => null }),
        new("a listing tells no creation time", "lifecycle/list-agrees-with-info", new() { List = listed => listed.Select(info => info with { CreatedAt = null }) }),
        new("destroying does nothing", "lifecycle/destroy-removes", new() { Destroy = (_, _) => Task.CompletedTask }),
        new("destroying twice throws", "lifecycle/destroy-twice", Once()),
        new("destroying what never was throws", "lifecycle/destroy-unknown", new() { Destroy = (destroy, id) => id.StartsWith("none", StringComparison.Ordinal) ? throw new SandboxNotFoundException() : destroy() }),
        new("only one may destroy at a time", "lifecycle/destroy-concurrent", OneAtATime()),
        new("a destroyed sandbox is reported as a fault", "lifecycle/use-after-destroy", new() { Error = error => error is SandboxNotFoundException ? new ProviderFaultException("gone") : error }),
        new("a command in a destroyed sandbox is exit code 0", "lifecycle/use-after-foreign-destroy", new() { Run = async (run, command, token) => { try { return await run(command, token); } catch (SandboxNotFoundException) { return ExecutionResult.Exited(0); } } }),
        new("disposing leaves what is owned", "lifecycle/dispose-owned", new() { DisposeSandbox = (_, _) => Task.CompletedTask }),
        new("disposing destroys what is detached", "lifecycle/dispose-detached", new() { Options = options => options with { Ownership = Ownership.Owned } }),
        new("disposing destroys what is borrowed", "lifecycle/dispose-borrowed", new() { DisposeSandbox = async (dispose, sandbox) => { await sandbox.DestroyAsync(); await dispose(); } }),
        new("disposing twice throws", "lifecycle/dispose-twice", DisposedOnce()),
        new("disposing a provider leaves what it owns", "lifecycle/dispose-provider", new() { DisposeProvider = _ => Task.CompletedTask }),
        new("creating at a disposed provider is a fault of the provider", "lifecycle/disposed-provider", new() { Create = DisposedIsAFault }),
        new("a cancelled creation goes on", "lifecycle/create-cancelled", new() { Create = CreateInBackground }),
        new("a lost answer leaves the sandbox", "lifecycle/create-answer-lost", Losing(out var lose), Settings: new() { LoseNextCreateResponse = lose }),
        new("creations at once give the same sandbox", "lifecycle/create-concurrent", Sharing()),
        new("sandboxes share their files", "lifecycle/sandboxes-apart", SharedFiles()),
        new("the lifetime is dropped", "lifecycle/lifetime-expires", new() { Options = options => options with { Lifetime = options.Lifetime > TimeSpan.Zero ? null : options.Lifetime } }),
        new("the lifetime is told in seconds instead of minutes", "lifecycle/lifetime-told", new() { Info = info => info with { ExpiresAt = info.CreatedAt + (info.ExpiresAt - info.CreatedAt) / 60 } }),
        new("a lifetime that is not positive is taken for none", "lifecycle/lifetime-not-positive", new() { Options = options => options with { Lifetime = options.Lifetime > TimeSpan.Zero ? options.Lifetime : null } }),
    ];

    private static async Task<ISandbox> DisposedIsAFault(CreateSandbox create, CreateSandboxOptions? options, CancellationToken token)
    {
        try
        {
            return await create(options, token);
        }
        catch (ObjectDisposedException exception)
        {
            throw new ProviderFaultException("disposed", exception);
        }
    }

    private static async IAsyncEnumerable<SandboxInfo> Twice(IAsyncEnumerable<SandboxInfo> listed)
    {
        await foreach (var info in listed)
        {
            yield return info;
            yield return info;
        }
    }

    private static Mutation Remembering()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new()
        {
            Destroy = (destroy, id) =>
            {
                seen.TryAdd(id, 0);
                return destroy();
            },
            List = listed => listed.Concat(seen.Keys.ToAsyncEnumerable().Select(id => new SandboxInfo { Id = id, ProviderName = "local" })),
        };
    }

    private static Mutation Once()
    {
        var destroyed = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new()
        {
            Destroy = async (destroy, id) =>
            {
                var again = !destroyed.TryAdd(id, 0);
                await destroy();
                if (again)
                {
                    throw new SandboxNotFoundException();
                }
            },
        };
    }

    private static Mutation OneAtATime()
    {
        var destroying = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new()
        {
            Destroy = async (destroy, id) =>
            {
                if (!destroying.TryAdd(id, 0))
                {
                    throw new ComputeException("The sandbox is being destroyed.");
                }

                await Task.Delay(50);
                await destroy();
                destroying.TryRemove(id, out _);
            },
        };
    }

    private static Mutation DisposedOnce()
    {
        var disposed = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new() { DisposeSandbox = (dispose, sandbox) => disposed.TryAdd(sandbox.Id, 0) ? dispose() : throw new ObjectDisposedException(sandbox.Id) };
    }

    private static async Task<ISandbox> CreateInBackground(CreateSandbox create, CreateSandboxOptions? options, CancellationToken token)
    {
        var created = create(options, CancellationToken.None);
        await Task.Delay(1, CancellationToken.None);
        token.ThrowIfCancellationRequested();
        return await created;
    }

    private static Mutation Losing(out Func<CancellationToken, Task> lose)
    {
        var isLost = false;
        lose = _ =>
        {
            isLost = true;
            return Task.CompletedTask;
        };
        return new()
        {
            Create = async (create, options, token) =>
            {
                var sandbox = await create(options, token);
                var isThis = isLost;
                isLost = false;
                return isThis ? throw new SandboxUnavailableException("The answer was lost.") : sandbox;
            },
        };
    }

    private static Mutation Sharing()
    {
        Task<ISandbox>? creating = null;
        return new()
        {
            Create = async (create, options, token) =>
            {
                var mine = create(options, token);
                var shared = Interlocked.CompareExchange(ref creating, mine, null) ?? mine;
                await Task.Delay(20, token);
                _ = Interlocked.CompareExchange(ref creating, null, mine);
                return await shared;
            },
        };
    }

    private static Mutation SharedFiles()
    {
        var written = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new()
        {
            Files = new()
            {
                Write = (write, path, content) =>
                {
                    written.TryAdd(path, 0);
                    return write(path, content);
                },
                Exists = async (exists, path) => written.ContainsKey(path) || await exists(path),
            },
        };
    }
}
