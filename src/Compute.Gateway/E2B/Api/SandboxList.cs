using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Compute.Gateway.E2B.State;
using Compute.Gateway.State;

namespace Compute.Gateway.E2B.Api;

/// <summary>Lists sandboxes by pages.</summary>
internal static class SandboxList
{
    private const string TokenHeader = "X-Next-Token";
    private const int MaxLimit = 100;

    /// <summary>Version 2: filters and pages.</summary>
    public static async Task ListAsync(E2BCall call)
    {
        var limit = (int)(call.Gateway.QueryNumber("limit", 1, MaxLimit) ?? MaxLimit);
        var isAscending = call.Gateway.Query("order") switch
        {
            null or "" or "desc" => false,
            "asc" => true,
            _ => throw E2BError.Invalid("order has to be asc or desc"),
        };
        var states = StatesOf(call);
        var (startedAfter, template) = (StartedAfter(call), call.Gateway.Query("template"));
        var after = Position.Parse(call.Gateway.Query("nextToken"));
        var found = (await VisibleAsync(call).ConfigureAwait(false))
            .Where(info => states.Contains(SandboxForms.StateOf(info)))
            .Where(info => startedAfter is null || SandboxForms.StartOf(info) >= startedAfter)
            .Where(info => template is null || E2BLabels.Of(info).Template == template);
        var page = (isAscending ? found.OrderBy(Position.Of) : found.OrderByDescending(Position.Of))
            .Where(info => after is null || (isAscending ? Position.Of(info).CompareTo(after) > 0 : Position.Of(info).CompareTo(after) < 0))
            .Take(limit + 1)
            .ToList();
        if (page.Count > limit)
        {
            page.RemoveAt(limit);
            call.Context.Response.Headers[TokenHeader] = Position.Of(page[^1]).ToString();
        }

        await WriteAsync(call, page).ConfigureAwait(false);
    }

    /// <summary>Version 1: the running ones, without pages.</summary>
    public static async Task ListOldAsync(E2BCall call) => await WriteAsync(
        call,
        (await VisibleAsync(call).ConfigureAwait(false))
            .Where(static info => info.Status != SandboxStatus.Paused).OrderByDescending(Position.Of)).ConfigureAwait(false);

    private static Task WriteAsync(E2BCall call, IEnumerable<SandboxInfo> infos) => call.WriteAsync(
        infos.Select(info => SandboxForms.DetailOf(call, info)).ToList(), ApiJson.Default.ListSandboxDetail);

    private static async Task<List<SandboxInfo>> VisibleAsync(E2BCall call)
    {
        var metadata = Metadata(call.Gateway.Query("metadata"));
        var filter = new SandboxFilter { Labels = GatewayLabels.ToBackEnd(metadata, call.Gateway.Caller.Tenant) };
        var infos = new List<SandboxInfo>();
        await foreach (var info in call.Gateway.Provider.ListAsync(filter, call.Aborted).ConfigureAwait(false))
        {
            if (GatewayLabels.IsVisible(info.Labels, call.Gateway.Caller.Tenant)
                && info.Status is SandboxStatus.Running or SandboxStatus.Paused or SandboxStatus.Unknown)
            {
                infos.Add(info);
            }
        }

        return infos;
    }

    /// <summary>The SDKs encode the pairs, and then the text of all pairs; the query's own encoding is gone already.</summary>
    private static Dictionary<string, string> Metadata(string? query)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Uri.UnescapeDataString(query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw E2BError.Invalid("metadata has to be pairs of a name and a value");
            }

            metadata[Decode(pair[..at])] = Decode(pair[(at + 1)..]);
        }

        return metadata;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static HashSet<string> StatesOf(E2BCall call)
    {
        var states = (call.Gateway.Query("state") is { Length: > 0 } text ? text : "running,paused").Split(',').ToHashSet();
        return states.All(static state => state is "running" or "paused")
            ? states
            : throw E2BError.Invalid("state has to be running, paused or both");
    }

    private static DateTimeOffset? StartedAfter(E2BCall call) => call.Gateway.Query("startedAfter") is not { Length: > 0 } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw E2BError.Invalid("startedAfter has to be a point in time");

    /// <summary>The place of a sandbox in the order: by its start, then by its id.</summary>
    private sealed record Position(long Ticks, string Id) : IComparable<Position>
    {
        public static Position Of(SandboxInfo info) => new(SandboxForms.StartOf(info).UtcTicks, info.Id);

        public static Position? Parse(string? token)
        {
            if (string.IsNullOrEmpty(token))
            {
                return null;
            }

            try
            {
                var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('|', 2);
                return new Position(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException or IndexOutOfRangeException)
            {
                throw E2BError.Invalid("nextToken is not one that this gateway gave");
            }
        }

        public int CompareTo(Position? other) => (Ticks, Id).CompareTo((other?.Ticks ?? 0, other?.Id ?? ""));

        public override string ToString() =>
            Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Ticks}|{Id}")));
    }
}
