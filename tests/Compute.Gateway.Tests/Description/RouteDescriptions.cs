using static Compute.Gateway.Tests.Description.RouteDescription;

namespace Compute.Gateway.Tests.Description;

/// <summary>Every request of the protocol, but for the description itself.</summary>
internal static class RouteDescriptions
{
    private const string Provider = "Provider";
    private const string Keys = "Keys";
    private const string Sandboxes = "Sandboxes";
    private const string Commands = "Commands";
    private const string Processes = "Processes and terminals";
    private const string Files = "Files";
    private const string Stores = "Snapshots, volumes, networks, templates";
    private const string Ports = "Ports";
    private const string Observation = "Observation";
    private const string Box = "/sandboxes/{id}";
    private const string Process = Box + "/processes/{process}";

    public static IReadOnlyList<RouteDescription> All { get; } =
    [
        Of("GET", "/health", Provider, "Whether the gateway serves. Needs no key.").Returns("It does.", 200, ("text/plain", null)),
        Of("GET", "/ready", Provider, "Whether the gateway takes new work: 503 during a shutdown. Needs no key.")
            .Returns("It does.", 200, ("text/plain", null)),
        Of("GET", "/providers", Provider, "The names of the providers that the gateway has.").Returns<string[]>("The names."),
        Of("POST", "/keys", Keys, "Creates a key, which no other response shows. Needs a store of keys.").TakesOwn("KeyRequest", isRequired: false)
            .ReturnsOwn("KeyResponse", "The key.", 201),
        Of("GET", "/keys", Keys, "Lists the keys of the store, without the keys themselves.").ReturnsOwnList("KeyResponse", "The keys."),
        Of("DELETE", "/keys/{key}", Keys, "Removes a key: what comes later with it is refused."),
        Of("GET", "/info", Provider, "Describes the provider and what it can do for the caller.").Returns<ProviderInfo>("The description."),
        Of("GET", "/availability", Provider, "Whether the back end can be used.").Returns<ProviderAvailability>("The state."),

        Of("POST", "/sandboxes", Sandboxes, "Creates a sandbox. It outlives the gateway, and ends with its lifetime or when it is destroyed.")
            .Header("Idempotency-Key", "Creations with the same key create one sandbox, while this gateway process lives.")
            .Takes<CreateSandboxOptions>(isRequired: false).Returns<SandboxInfo>("The sandbox.", 201),
        Of("GET", "/sandboxes", Sandboxes, "Lists the caller's sandboxes.")
            .Query("label", "name=value; each name once. Sandboxes have to have all of these labels.")
            .ReturnsLines<SandboxInfo>("The sandboxes."),
        Of("GET", Box, Sandboxes, "Describes a sandbox.").Returns<SandboxInfo>("The sandbox."),
        Of("DELETE", Box, Sandboxes, "Destroys a sandbox. One that does not exist is no error."),
        Of("PUT", Box + "/lifetime", Sandboxes, "Sets how long a sandbox lives from now on.").TakesOwn("LifetimeRequest"),
        Of("POST", Box + "/pause", Sandboxes, "Pauses a sandbox."),
        Of("POST", Box + "/resume", Sandboxes, "Resumes a sandbox."),
        Of("POST", Box + "/stop", Sandboxes, "Stops a sandbox. Its files are kept."),
        Of("POST", Box + "/restart", Sandboxes, "Starts a sandbox again."),

        Of("POST", Box + "/run", Commands, "Runs a command to its end. A caller that goes away cancels it.")
            .Takes<Command>().Returns<ExecutionResult>("The result, whatever the exit code."),
        Of("POST", Box + "/code", Commands, "Runs source code to its end. A caller that goes away cancels it.")
            .TakesOwn("CodeRequest").Returns<ExecutionResult>("The result, whatever the exit code."),

        Started(Of("POST", Box + "/processes", Processes, "Starts a process, and streams its output. It goes on when the connection is cut."))
            .Takes<Command>().ReturnsOutput(201),
        Started(Of("POST", Box + "/terminals", Processes, "Opens a terminal, and streams its output. It goes on when the connection is cut."))
            .Takes<TerminalOptions>(isRequired: false).ReturnsOutput(201),
        Of("GET", Box + "/socket", Processes, "Starts or finds a process on a WebSocket: see the guide.").Returns("Switched.", 101),
        Of("GET", Box + "/processes", Processes, "Lists the processes of a sandbox.").ReturnsLines<SandboxProcessInfo>("The processes."),
        Of("DELETE", Box + "/starts/{key}", Processes, "Kills and forgets the process of a start, also if the start arrives only later."),
        At(Found(Of("GET", Process + "/output", Processes, "Streams the output of a process.")))
            .ReturnsOutput(200),
        Found(Of("GET", Process + "/wait", Processes, "Waits for the end of a process.")).Returns<ExecutionResult>("The result."),
        Found(Of("POST", Process + "/input", Processes, "Writes input."))
            .Query("offset", "How many bytes of input come before these: input that arrives twice is written once.").TakesBytes(),
        Found(Of("DELETE", Process + "/input", Processes, "Closes the input.")),
        Found(Of("POST", Process + "/signal", Processes, "Sends a signal.")).TakesOwn("SignalRequest"),
        Found(Of("POST", Process + "/kill", Processes, "Kills a process with everything that it started.")),
        Found(Of("POST", Process + "/resize", Processes, "Changes the size of a terminal."))
            .Query("columns", "1 to 65535.", isRequired: true).Query("rows", "1 to 65535.", isRequired: true),
        Found(Of("DELETE", Process, Processes, "Kills and forgets a process.")),

        Of("GET", Box + "/files/content", Files, "Reads a file. One range of bytes is honored.").File().ReturnsBytes("The content."),
        Of("PUT", Box + "/files/content", Files, "Writes a file; directories on the way are created.").File().TakesBytes(),
        Of("GET", Box + "/files", Files, "Lists a directory.").File().Query("recursive", "true or false; false by default.")
            .ReturnsLines<FileEntry>("The entries."),
        Of("GET", Box + "/files/entries", Files, "Describes a file or a directory.").File().Returns<FileEntry>("The entry."),
        Of("DELETE", Box + "/files/entries", Files, "Deletes a file or a directory.").File().Query("recursive", "true or false; false by default."),
        Of("PUT", Box + "/files/directories", Files, "Creates a directory, and those on the way.").File(),
        Of("PUT", Box + "/files/mode", Files, "Sets the permission bits.").File().Query("mode", "In octal, such as 0755.", isRequired: true),
        Of("POST", Box + "/files/move", Files, "Moves a file or a directory.").File("source").File("destination"),
        Of("POST", Box + "/files/copy", Files, "Copies a file or a directory.").File("source").File("destination")
            .Query("recursive", "true or false; false by default."),
        Followed(Of("GET", Box + "/files/changes", Files, "Watches a directory and what is below it.")).File().ReturnsEvents<FileChange>("The changes."),

        Of("POST", Box + "/snapshots", Stores, "Creates a snapshot of a sandbox.").TakesOwn("NameRequest", isRequired: false)
            .Returns<SnapshotInfo>("The snapshot.", 201),
        Of("POST", Box + "/branches", Stores, "Creates sandboxes that begin as copies of a sandbox.").Query("count", "1 to 1000; 1 by default.")
            .Returns<SandboxInfo[]>("The branches.", 201),
        Of("GET", "/snapshots", Stores, "Lists the snapshots.").ReturnsLines<SnapshotInfo>("The snapshots."),
        Of("DELETE", "/snapshots/{resource}", Stores, "Deletes a snapshot."),
        Of("POST", "/volumes", Stores, "Creates a volume.").Takes<CreateVolumeOptions>(isRequired: false).Returns<VolumeInfo>("The volume.", 201),
        Of("GET", "/volumes", Stores, "Lists the volumes.").ReturnsLines<VolumeInfo>("The volumes."),
        Of("DELETE", "/volumes/{resource}", Stores, "Deletes a volume."),
        Of("POST", "/networks", Stores, "Creates a network.").Takes<CreateNetworkOptions>(isRequired: false).Returns<NetworkInfo>("The network.", 201),
        Of("GET", "/networks", Stores, "Lists the networks.").ReturnsLines<NetworkInfo>("The networks."),
        Of("DELETE", "/networks/{resource}", Stores, "Deletes a network."),
        Of("GET", "/templates", Stores, "Lists the templates.").ReturnsLines<TemplateInfo>("The templates."),
        Of("DELETE", "/templates/{resource}", Stores, "Deletes a template."),

        Of("GET", Box + "/endpoints/{port}", Ports, "Where a port is reached through the gateway, with a header that opens it for a while.")
            .Returns<SandboxEndpoint>("The endpoint."),
        Of("POST", Box + "/ports/{port}/links", Ports, "Makes an address that opens a port by itself until it expires.")
            .TakesOwn("LifetimeRequest", isRequired: false).ReturnsOwn("LinkResponse", "The address.", 201),

        Of("GET", Box + "/metrics", Observation, "Measures a sandbox.").Returns<SandboxMetrics>("The measurements."),
        Of("GET", Box + "/health", Observation, "Checks the health of a sandbox.").Returns<SandboxHealth>("The health."),
        Followed(Of("GET", Box + "/logs", Observation, "Reads what the sandbox's main process wrote.")).Query("follow", "true or false; false by default.")
            .Query("tail", "How many of the last entries; all by default.").Query("since", "A point in time as in ISO 8601.")
            .ReturnsEvents<LogEntry>("The entries."),
        Followed(Of("GET", "/events", Observation, "Follows what happens to the caller's sandboxes.")).Query("since", "A point in time as in ISO 8601.")
            .ReturnsEvents<SandboxEvent>("The events."),
        Of("DELETE", "/follows/{key}", Observation, "Ends a sequence that was followed with a key. One that does not exist is no error."),
    ];

    private static RouteDescription Followed(RouteDescription route) => route
        .Header("Compute-Follow", "A key: the sequence goes on for a minute without its connection, and is found again by it.")
        .Header("Last-Event-ID", "With the key: the id of the last item that arrived, 0 for none. Nothing new is begun then.");

    /// <summary>A process is found by its id, or by the key of its start.</summary>
    private static RouteDescription Found(RouteDescription route) =>
        route.Query("start", "The key of the process's start; it is found by that instead of its id.");

    private static RouteDescription At(RouteDescription route) => route
        .Query("from", "The number of the chunk to begin with; 0 by default.")
        .Query("skip", "How many bytes of that chunk to leave out; 0 by default.");

    private static RouteDescription Started(RouteDescription route) => At(route)
        .Header("Compute-Start", "Starts with the same key start one process, while this gateway process lives.")
        .Header("Compute-Instance", "Of a repeated start: the value of the first response. Another gateway process refuses it.");
}
