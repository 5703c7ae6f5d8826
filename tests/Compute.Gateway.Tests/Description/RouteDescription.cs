namespace Compute.Gateway.Tests.Description;

/// <summary>What the description says of one request.</summary>
internal sealed record RouteDescription(string Method, string Path, string Tag, string Summary)
{
    public IReadOnlyList<Parameter> Parameters { get; private init; } = [];

    /// <summary>The type of the body; null for none, and for bytes.</summary>
    public Type? Body { get; private init; }

    public string? BodyMedia { get; private init; }

    public bool IsBodyRequired { get; private init; }

    public int Status { get; private init; } = 204;

    public string Response { get; private init; } = "Done.";

    /// <summary>What a response can hold: its media type, and the type of it or of its items.</summary>
    public IReadOnlyList<(string Media, Type? Type)> Contents { get; private init; } = [];

    public static RouteDescription Of(string method, string path, string tag, string summary) => new(method, path, tag, summary);

    public RouteDescription Query(string name, string description, bool isRequired = false) => With("query", name, description, isRequired);

    public RouteDescription Header(string name, string description) => With("header", name, description, isRequired: false);

    /// <summary>A path of a file, as text or as bytes.</summary>
    public RouteDescription File(string name = "path") => Query(name, "The path. One of this and the next is given.")
        .Query(name + "Bytes", "The same in Base64 with the alphabet of addresses, for names that are not UTF-8.");

    public RouteDescription Takes<T>(bool isRequired = true) => Takes(typeof(T), isRequired);

    /// <summary>Takes a message of the protocol's own, which both ends have.</summary>
    public RouteDescription TakesOwn(string type, bool isRequired = true) =>
        Takes(Own(type), isRequired);

    public RouteDescription TakesBytes() => this with { BodyMedia = "application/octet-stream", IsBodyRequired = true };

    /// <inheritdoc cref="TakesOwn"/>
    public RouteDescription ReturnsOwn(string type, string description, int status = 200) =>
        Returns(description, status, ("application/json", Own(type)));

    /// <inheritdoc cref="TakesOwn"/>
    public RouteDescription ReturnsOwnList(string type, string description) =>
        Returns(description, 200, ("application/json", Own(type).MakeArrayType()));

    public RouteDescription Returns<T>(string description, int status = 200) => Returns(description, status, ("application/json", typeof(T)));

    /// <summary>Lines <c>{"item": …}</c>, and <c>{"end": true}</c> or <c>{"error": …}</c> as the last one.</summary>
    public RouteDescription ReturnsLines<T>(string description) => Returns(
        $"{description} Lines {{\"item\": …}}, at last {{\"end\": true}} or {{\"error\": …}}.", 200, ("application/x-ndjson", typeof(T)));

    /// <summary>Server-sent events.</summary>
    public RouteDescription ReturnsEvents<T>(string description) => Returns(
        $"{description} Server-sent events 'item', at last 'end' or 'error'.", 200, ("text/event-stream", typeof(T)));

    public RouteDescription ReturnsOutput(int status) => Returns(
        "The output from the beginning or from the given position on, at last {\"end\": result} or {\"error\": …}; with Accept: " +
        "application/vnd.compute.frames as binary frames.",
        status, ("application/x-ndjson", typeof(OutputChunk)), ("application/vnd.compute.frames", null));

    public RouteDescription ReturnsBytes(string description) => Returns(description, 200, ("application/octet-stream", null));

    public RouteDescription Returns(string description, int status, params (string Media, Type? Type)[] contents) => this with
    {
        Status = status, Response = description, Contents = contents,
    };

    private static Type Own(string type) =>
        typeof(GatewayKey).Assembly.GetType($"Compute.Gateway.Wire.{type}", throwOnError: true)!;

    private RouteDescription Takes(Type type, bool isRequired) => this with
    {
        Body = type, BodyMedia = "application/json", IsBodyRequired = isRequired,
    };

    private RouteDescription With(string place, string name, string description, bool isRequired) => this with
    {
        Parameters = [.. Parameters, new Parameter(place, name, description, isRequired)],
    };

    /// <summary>A parameter in the query or the headers.</summary>
    internal sealed record Parameter(string In, string Name, string Description, bool IsRequired);
}
