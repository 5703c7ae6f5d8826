using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Compute.Gateway.Routes;

/// <summary>Files: their content is streamed in both directions.</summary>
internal static class FileRoutes
{
    private const string Content = "/sandboxes/{id}/files/content";
    private const string Entries = "/sandboxes/{id}/files/entries";
    private const int BufferBytes = 128 * 1024;

    public static void Map(RouteTable routes)
    {
        routes.Get(Content, ReadAsync);
        routes.Map(HttpMethods.Put, Content, GatewayScopes.Execute, WriteAsync);
        routes.Get("/sandboxes/{id}/files", ListAsync);
        routes.Get(Entries, DescribeAsync);
        routes.Map(HttpMethods.Delete, Entries, GatewayScopes.Execute, DeleteAsync);
        Map(
            routes,
            HttpMethods.Put,
            "/sandboxes/{id}/files/directories",
            static (files, call) => files.CreateDirectoryAsync(call.Path(), call.Aborted));
        Map(
            routes,
            HttpMethods.Put,
            "/sandboxes/{id}/files/mode",
            static (files, call) => files.SetModeAsync(call.Path(), Mode(call), call.Aborted));
        Map(
            routes,
            HttpMethods.Post,
            "/sandboxes/{id}/files/move",
            static (files, call) => files.MoveAsync(call.Path("source"), call.Path("destination"), call.Aborted));
        Map(
            routes,
            HttpMethods.Post,
            "/sandboxes/{id}/files/copy",
            static (files, call) => files.CopyAsync(
                call.Path("source"), call.Path("destination"), call.QueryFlag("recursive"), call.Aborted));
    }

    private static void Map(RouteTable routes, string method, string path, Func<ISandboxFileSystem, GatewayCall, Task> action) =>
        routes.Map(method, path, GatewayScopes.Execute, async call =>
        {
            var sandbox = await call.SandboxAsync().ConfigureAwait(false);
            await action(sandbox.Files, call).ConfigureAwait(false);
            await call.NothingAsync().ConfigureAwait(false);
        });

    private static async Task ReadAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var path = call.Path();
        var range = await RangeAsync(call, sandbox, path).ConfigureAwait(false);
        var content = await sandbox.Files.OpenReadAsync(path, call.Aborted).ConfigureAwait(false);
        await using var disposing = content.ConfigureAwait(false);
        var buffer = new byte[BufferBytes];

        // What cannot be read at all is an error with a status; what breaks off later cuts the response.
        var first = await SkipAsync(content, buffer, range?.First ?? 0, call.Aborted).ConfigureAwait(false);
        ItemStream.Begin(call.Context, GatewayProtocol.BytesType);
        call.Context.Response.Headers.AcceptRanges = "bytes";
        call.Context.Response.Headers.ContentDisposition = "attachment";
        var left = range?.Length ?? long.MaxValue;
        for (var count = first; count > 0 && left > 0; count = await content.ReadAsync(buffer, call.Aborted).ConfigureAwait(false))
        {
            var part = (int)Math.Min(count, left);
            left -= part;
            await call.Context.Response.Body.WriteAsync(buffer.AsMemory(0, part), call.Aborted).ConfigureAwait(false);
        }

        await call.Context.Response.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Reads up to an offset, and the first bytes after it; how many of them are in the buffer.</summary>
    private static async Task<int> SkipAsync(Stream content, byte[] buffer, long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0 || offset < count)
            {
                var rest = count == 0 ? 0 : count - (int)offset;
                buffer.AsSpan((int)(count == 0 ? 0 : offset), rest).CopyTo(buffer);
                return rest;
            }

            offset -= count;
        }
    }

    /// <summary>The one range of bytes that the caller asks for; null for the whole file.</summary>
    private static async Task<(long First, long Length)?> RangeAsync(GatewayCall call, ISandbox sandbox, string path)
    {
        if (call.Context.Request.GetTypedHeaders().Range is not { Unit.Value: "bytes", Ranges: { Count: 1 } ranges })
        {
            return null;
        }

        var entry = await sandbox.Files.GetEntryAsync(path, call.Aborted).ConfigureAwait(false)
            ?? throw new SandboxFileNotFoundException(path);
        if (entry is not { Type: FileEntryType.File, SizeBytes: { } size })
        {
            return null;
        }

        var asked = ranges.Single();
        var first = asked.From ?? Math.Max(0, size - asked.To!.Value);
        var last = Math.Min(asked.From is null ? size - 1 : asked.To ?? size - 1, size - 1);
        if (first > last)
        {
            call.Context.Response.Headers.ContentRange = new ContentRangeHeaderValue(size).ToString();
            throw new GatewayRefusal(
                StatusCodes.Status416RangeNotSatisfiable, "range-not-satisfiable", $"The file has {size} bytes.");
        }

        call.Context.Response.StatusCode = StatusCodes.Status206PartialContent;
        call.Context.Response.Headers.ContentRange = new ContentRangeHeaderValue(first, last, size).ToString();
        return (first, last - first + 1);
    }

    private static async Task WriteAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        ProcessRoutes.BeginBody(call, call.Server.Options.MaxFileBytes);
        await sandbox.Files.WriteAsync(call.Path(), call.Context.Request.Body, call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private static async Task ListAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        await ItemStream.WriteLinesAsync(
            call, sandbox.Files.ListAsync(call.Path(), call.QueryFlag("recursive"), call.Aborted)).ConfigureAwait(false);
    }

    private static async Task DescribeAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var path = call.Path();
        await call.WriteAsync(
            await sandbox.Files.GetEntryAsync(path, call.Aborted).ConfigureAwait(false) ?? throw new SandboxFileNotFoundException(path))
            .ConfigureAwait(false);
    }

    private static async Task DeleteAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        await sandbox.Files.DeleteAsync(call.Path(), call.QueryFlag("recursive"), call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    /// <summary>Permission bits in octal, such as <c>0755</c>.</summary>
    private static UnixFileMode Mode(GatewayCall call)
    {
        var text = call.Query("mode") ?? "";
        if (text.Length is 0 or > 5 || text.Any(static c => c is < '0' or > '7'))
        {
            throw GatewayCall.Invalid("mode", "octal, such as 0755");
        }

        var bits = text.Aggregate(0, static (all, digit) => (all * 8) + (digit - '0'));
        return bits <= 0xFFF ? (UnixFileMode)bits : throw GatewayCall.Invalid("mode", "at most 7777");
    }
}
