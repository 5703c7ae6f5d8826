using Compute.Gateway.Http;

namespace Compute.Gateway.State;

/// <summary>One kind of what providers store besides sandboxes, as tenants see it: theirs by the tenant's label, under the names that they
/// chose. At the back end names begin with the tenant's, so that none meets another's.</summary>
/// <param name="List">Lists all of them.</param>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Labels">The labels.</param>
/// <param name="Show">Changes name and labels.</param>
internal sealed record TenantResources<TStore, T>(
    Func<TStore, CancellationToken, IAsyncEnumerable<T>> List,
    Func<T, string> Id,
    Func<T, string?> Name,
    Func<T, IReadOnlyDictionary<string, string>> Labels,
    Func<T, string?, IReadOnlyDictionary<string, string>, T> Show)
    where TStore : class
    where T : class
{
    /// <summary>Those that have no tenant are for all to see, and for operators to delete.</summary>
    public bool IsSharedByDefault { get; init; }

    /// <summary>Those that the caller sees, as it sees them.</summary>
    public IAsyncEnumerable<T> ListAsync(GatewayCall call, TStore store) =>
        List(store, call.Aborted).Where(item => IsVisible(call, item)).Select(item => ToCaller(call, item));

    /// <summary>The one with this id, or with the name that the caller chose; as it is at the back end. Null if the caller sees
    /// none.</summary>
    public async Task<T?> FindAsync(GatewayCall call, TStore store, string idOrName)
    {
        var visible = await List(store, call.Aborted).Where(item => IsVisible(call, item)).ToListAsync(call.Aborted).ConfigureAwait(false);
        return visible.Find(item => Id(item) == idOrName) ?? visible.Find(item => Name(ToCaller(call, item)) == idOrName);
    }

    /// <summary>Whether the caller may delete it.</summary>
    public async Task<bool> IsOwnAsync(GatewayCall call, TStore store, string id) => call.Caller.Tenant is null
        || await List(store, call.Aborted).AnyAsync(
            item => Id(item) == id && GatewayLabels.IsVisible(Labels(item), call.Caller.Tenant), call.Aborted).ConfigureAwait(false);

    /// <summary>The name at the back end.</summary>
    public static string? NameOf(GatewayCall call, string? name) =>
        call.Caller.Tenant is { } tenant && name is not null ? Prefix(tenant) + name : name;

    /// <summary>What was created, as the caller sees it.</summary>
    /// <exception cref="UnsupportedCapabilityException">The provider has not kept the tenant's label: it was deleted.</exception>
    public async Task<T> CreatedAsync(GatewayCall call, T item, Func<string, Task> delete, SandboxOperation operation)
    {
        if (GatewayLabels.IsVisible(Labels(item), call.Caller.Tenant))
        {
            call.Subject.Resource = Id(item);
            return ToCaller(call, item);
        }

        await delete(Id(item)).ConfigureAwait(false);
        throw new UnsupportedCapabilityException(
            operation.ToString(), "the provider keeps no labels of it, so that tenants cannot be distinguished");
    }

    private static string Prefix(string tenant) => tenant + ".";

    private bool IsVisible(GatewayCall call, T item) =>
        IsSharedByDefault
            ? GatewayLabels.IsShared(Labels(item), call.Caller.Tenant)
            : GatewayLabels.IsVisible(Labels(item), call.Caller.Tenant);

    private T ToCaller(GatewayCall call, T item)
    {
        var name = Name(item);
        var own = call.Caller.Tenant is { } tenant && name?.StartsWith(Prefix(tenant), StringComparison.Ordinal) is true
            ? name[Prefix(tenant).Length..]
            : name;
        return Show(item, own, GatewayLabels.ToCaller(Labels(item)));
    }
}

/// <summary>The kinds.</summary>
internal static class TenantResources
{
    public static readonly TenantResources<ISnapshotStore, SnapshotInfo> Snapshots = new(
        static (store, token) => store.ListSnapshotsAsync(token),
        static item => item.Id,
        static item => item.Name,
        static item => item.Labels,
        static (item, name, labels) => item with { Name = name, Labels = GatewayLabels.WithoutFramework(labels) });

    public static readonly TenantResources<IVolumeStore, VolumeInfo> Volumes = new(
        static (store, token) => store.ListVolumesAsync(token),
        static item => item.Id,
        static item => item.Name,
        static item => item.Labels,
        static (item, name, labels) => item with { Name = name, Labels = labels });

    public static readonly TenantResources<INetworkStore, NetworkInfo> Networks = new(
        static (store, token) => store.ListNetworksAsync(token),
        static item => item.Id,
        static item => item.Name,
        static item => item.Labels,
        static (item, name, labels) => item with { Name = name, Labels = labels });

    public static readonly TenantResources<ITemplateStore, TemplateInfo> Templates = new(
        static (store, token) => store.ListTemplatesAsync(token),
        static item => item.Id,
        static item => item.Name,
        static item => item.Labels,
        static (item, name, labels) => item with { Name = name, Labels = labels })
    {
        IsSharedByDefault = true,
    };
}
