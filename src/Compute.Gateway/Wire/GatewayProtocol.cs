namespace Compute.Gateway.Wire;

/// <summary>The names of the gateway's protocol that both ends use.</summary>
internal static class GatewayProtocol
{
    /// <summary>The version in every path.</summary>
    public const string Version = "v1";

    /// <summary>The key by which the gateway recognizes a repeated creation.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The key by which the gateway recognizes a repeated start of a process.</summary>
    public const string StartKey = "Compute-Start";

    /// <summary>Of a response: the gateway process that wrote it. Of a repeated start: the only one that may start it.</summary>
    public const string Instance = "Compute-Instance";

    /// <summary>Of a response that starts a process: the process's id.</summary>
    public const string ProcessId = "Compute-Process-Id";

    /// <summary>The caller's key, where <c>Authorization</c> is needed for something else.</summary>
    public const string Key = "Compute-Key";

    /// <summary>A signed link to a port, in a header.</summary>
    public const string Link = "Compute-Link";

    /// <summary>The key by which the gateway keeps a sequence that is followed while its connection is lost.</summary>
    public const string FollowKey = "Compute-Follow";

    /// <summary>The number of the last item that arrived; its presence says that nothing new is to be begun.</summary>
    public const string LastEventId = "Last-Event-ID";

    public const string JsonType = "application/json";

    public const string ProblemType = "application/problem+json";

    public const string LinesType = "application/x-ndjson";

    public const string EventsType = "text/event-stream";

    /// <summary>Output as binary frames; see <see cref="FrameHeader"/>.</summary>
    public const string FramesType = "application/vnd.compute.frames";

    public const string BytesType = "application/octet-stream";

    /// <summary>How often an idle stream sends something, so that each end notices that the other is gone.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>The labels of the framework, which no caller may set, travel under these names at the gateway's back end.</summary>
    public const string OwnLabels = "gateway.";

    /// <summary>The labels of the framework at the caller's end.</summary>
    public const string FrameworkLabels = "compute.";
}
