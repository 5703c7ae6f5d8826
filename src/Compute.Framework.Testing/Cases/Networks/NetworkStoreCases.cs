namespace Compute.Framework.Testing;

/// <summary>Networks that sandboxes share.</summary>
public static class NetworkStoreCases
{
    /// <summary>A network is listed as what was asked for, once.</summary>
    [ComplianceCase("networks/create-and-list")]
    [Proves(SandboxOperation.CreateNetwork)]
    [Proves(SandboxOperation.ListNetworks)]
    [Proves(SandboxOperation.CreateNetwork, "Name")]
    [Proves(SandboxOperation.CreateNetwork, "Labels")]
    public static async Task CreateAndList(ComplianceContext context)
    {
        var store = Store(context);
        var options = Named(context) with
        {
            Labels = context.Capabilities.Supports(SandboxOperation.CreateNetwork, "Labels")
                ? new Dictionary<string, string> { ["team"] = "a-b_c.1" }
                : new(),
        };
        var network = await CreateAsync(context, store, options).ConfigureAwait(false);
        Check.That(network.Id.Length > 0, "an id for the network", "an empty one", Law.Networks);
        var listed = (
            await context.ToListAsync(store.ListNetworksAsync(
                context.CancellationToken)).ConfigureAwait(false)).Where(info => info.Id == network.Id).ToList();
        Check.Equal(1, listed.Count, "how often a listing has the network", Law.Networks);
        foreach (var info in (NetworkInfo[])[network, listed[0]])
        {
            Check.That(
                options.Name is null || info.Name == options.Name, $"the name '{options.Name}'", $"'{info.Name}'", Law.HonorOrReject);
            Check.That(
                options.Labels.Count == 0 || info.Labels is { Count: 1 } labels && labels.GetValueOrDefault("team") == "a-b_c.1",
                "the label that was given and no other",
                string.Join(", ", info.Labels.Keys),
                Law.HonorOrReject);
            Check.That(!info.IsInternal, "a network that was not asked to be internal is not", "IsInternal is true", Law.HonorOrReject);
            Optional.CheckAboutNow(info.CreatedAt, "CreatedAt", Law.Networks);
        }
    }

    /// <summary>A deleted network is gone; deleting twice, and what never was, succeeds.</summary>
    [ComplianceCase("networks/delete")]
    [Proves(SandboxOperation.DeleteNetwork)]
    public static async Task Delete(ComplianceContext context)
    {
        var store = Store(context);
        var network = await CreateAsync(context, store, Named(context)).ConfigureAwait(false);
        await store.DeleteNetworkAsync(network.Id, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            (await context.ToListAsync(store.ListNetworksAsync(context.CancellationToken)).ConfigureAwait(false))
                .All(info => info.Id != network.Id),
            "a listing without the deleted network",
            "it is still listed",
            Law.Networks);
        await Check.SucceedsAsync(
            () => store.DeleteNetworkAsync(network.Id, context.CancellationToken),
            "a second DeleteNetworkAsync",
            Law.Networks).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => store.DeleteNetworkAsync(Optional.NewName(), context.CancellationToken),
            "DeleteNetworkAsync of what never was",
            Law.Networks).ConfigureAwait(false);
    }

    /// <summary>An internal network says so, and leads nowhere else.</summary>
    [ComplianceCase("networks/internal")]
    [Proves(SandboxOperation.CreateNetwork, "IsInternal")]
    public static async Task Internal(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateNetwork, "IsInternal");
        var store = Store(context);
        var network = await CreateAsync(context, store, Named(context) with { IsInternal = true }).ConfigureAwait(false);
        Check.That(network.IsInternal, "IsInternal of a network that was asked to be", "false", Law.HonorOrReject);
        if (context.Settings.NoShell is not null || !context.Capabilities.Supports(SandboxOperation.CreateSandbox, "Network"))
        {
            return;
        }

        var sandbox = await JoinedAsync(context, network).ConfigureAwait(false);
        if (context.Settings.ReachesOutside is { } reaches)
        {
            // A default route may be there and lead to a firewall.
            var open = await JoinedAsync(
                context, await CreateAsync(context, store, Named(context)).ConfigureAwait(false)).ConfigureAwait(false);
            Check.That(
                await reaches(open, context.CancellationToken).ConfigureAwait(false),
                "a sandbox on a network that is not internal reaches what is outside",
                "it does not",
                Law.Networks);
            Check.That(
                !await reaches(sandbox, context.CancellationToken).ConfigureAwait(false),
                "a sandbox on an internal network reaches nothing outside",
                "it does",
                Law.HonorOrReject);
            return;
        }

        const string DefaultRoutes = "test -r /proc/net/route || exit 9; n=0; while read -r name to rest; do case $to in 00000000) " +
            "n=$((n+1));; esac; done < /proc/net/route; echo $n";
        var result = await context.ShellAsync(sandbox, DefaultRoutes).ConfigureAwait(false);
        Check.That(
            !result.IsSuccess || result.StandardOutputText == "0\n",
            "no default route in a sandbox on an internal network",
            result.StandardOutputText,
            Law.HonorOrReject);
    }

    /// <summary>Two sandboxes on one network reach each other.</summary>
    [ComplianceCase("networks/shared")]
    public static async Task Shared(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Network");
        var store = Store(context);
        var network = await CreateAsync(context, store, Named(context)).ConfigureAwait(false);
        var server = await JoinedAsync(context, network).ConfigureAwait(false);
        var client = await JoinedAsync(context, network).ConfigureAwait(false);
        var text = $"served-{Guid.NewGuid():n}";
        var port = Listener.FreePort();
        var listener = await Listener.StartAsync(context, server, port, text).ConfigureAwait(false);
        await Listener.CheckServesAsync(context, listener).ConfigureAwait(false);
        var addresses = await AddressesAsync(context, server).ConfigureAwait(false);
        foreach (var address in addresses)
        {
            if (await Listener.AskAsync(context, client, address, port).ConfigureAwait(false) == text)
            {
                return;
            }
        }

        throw new ComplianceFailedException(
            "one sandbox reaches what another one on the same network serves",
            $"no response from {string.Join(", ", addresses)}",
            Law.Networks);
    }

    /// <summary>A network that does not exist is an error with its name in it, and nothing is made.</summary>
    [ComplianceCase("networks/unknown")]
    public static async Task Unknown(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Network");
        context.Require(SandboxOperation.CreateNetwork);
        var name = Optional.NewName();
        var error = await Check.ThrowsAsync<ComputeException>(
            () => context.CreateSandboxAsync(context.Defaults with { Network = NetworkPolicy.Named(name) }),
            "CreateAsync on a network that does not exist",
            Law.HonorOrReject).ConfigureAwait(false);
        Check.That(
            error.Message.Contains(name, StringComparison.Ordinal), $"a message with the name '{name}' in it", error.Message, Law.Errors);
    }

    private static INetworkStore Store(ComplianceContext context) =>
        context.Store<INetworkStore>(SandboxOperation.CreateNetwork, SandboxOperation.ListNetworks, SandboxOperation.DeleteNetwork);

    private static CreateNetworkOptions Named(ComplianceContext context) =>
        new() { Name = context.Capabilities.Supports(SandboxOperation.CreateNetwork, "Name") ? Optional.NewName() : null };

    private static async Task<NetworkInfo> CreateAsync(ComplianceContext context, INetworkStore store, CreateNetworkOptions options)
    {
        var network = await store.CreateNetworkAsync(options, context.CancellationToken).ConfigureAwait(false);
        context.OnEnd(() => new ValueTask(store.DeleteNetworkAsync(network.Id, CancellationToken.None)));
        return network;
    }

    private static Task<ISandbox> JoinedAsync(ComplianceContext context, NetworkInfo network) =>
        context.CreateSandboxAsync(context.Defaults with { Network = NetworkPolicy.Named(network.Name ?? network.Id) });

    /// <summary>The addresses that a sandbox has besides the loopback's, as it sees them itself.</summary>
    private static async Task<IReadOnlyList<string>> AddressesAsync(ComplianceContext context, ISandbox sandbox)
    {
        const string Script = "hostname -i 2>/dev/null || :; hostname -I 2>/dev/null || :;"
            + "test -r /proc/net/fib_trie && while read -r mark address rest; do case $mark in '|--') last=$address;; /32) case " +
                "\"$address $rest\" in 'host LOCAL') echo \"$last\";; esac;; esac; done < /proc/net/fib_trie || :";
        var words = (
            await context.TextAsync(sandbox, Script).ConfigureAwait(false)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Distinct().Where(word => System.Net.IPAddress.TryParse(word, out var address)
            && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !System.Net.IPAddress.IsLoopback(address))];
    }
}
