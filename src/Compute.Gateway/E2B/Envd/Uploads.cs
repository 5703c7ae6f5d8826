using System.IO.Compression;
using System.Text.Json.Serialization;
using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Compute.Gateway.E2B.Envd;

/// <summary>Contents of files, into a sandbox: several as the parts of a form, or one as it is.</summary>
internal static class Uploads
{
    private const string FilePart = "file";
    private const string MetadataHeader = "X-Metadata-";
    private const int MaxBoundary = 200;

    public static async Task WriteAsync(E2BCall call)
    {
        if (call.Context.Request.Headers.Keys.Any(static name => name.StartsWith(MetadataHeader, StringComparison.OrdinalIgnoreCase)))
        {
            throw E2BError.Invalid("Metadata of files is not supported by this gateway: providers tell no extended attributes");
        }

        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var user = await call.Server.Users.RequireAsync(call, sandbox, call.Gateway.Query("username")).ConfigureAwait(false);
        call.ExpectLongBody(call.Server.Options.MaxFileBytes);
        var path = call.Gateway.Query("path");
        var isForm = MediaTypeHeaderValue.TryParse(call.Context.Request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var written = isForm
            ? await WritePartsAsync(
                call, sandbox, user, path, HeaderUtilities.RemoveQuotes(type!.Boundary).ToString()).ConfigureAwait(false)
            : [await WriteWholeAsync(call, sandbox, user, path).ConfigureAwait(false)];
        await call.WriteAsync(written, EnvdJson.Default.ListWrittenFile).ConfigureAwait(false);
    }

    private static async Task<WrittenFile> WriteWholeAsync(E2BCall call, ISandbox sandbox, SandboxUser user, string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw E2BError.Invalid("The path is missing");
        }

        var body = Decoded(call.Context.Request.Headers.ContentEncoding.ToString(), call.Context.Request.Body);
        await using var disposing = body.ConfigureAwait(false);
        return await WriteAsync(call, sandbox, user.Resolve(path), body).ConfigureAwait(false);
    }

    private static async Task<List<WrittenFile>> WritePartsAsync(
        E2BCall call, ISandbox sandbox, SandboxUser user, string? path, string boundary)
    {
        if (boundary.Length is 0 or > MaxBoundary)
        {
            throw E2BError.Invalid("The boundary of the form is missing or too long");
        }

        var written = new List<WrittenFile>();
        var body = Decoded(call.Context.Request.Headers.ContentEncoding.ToString(), call.Context.Request.Body);
        await using var disposing = body.ConfigureAwait(false);
        var reader = new MultipartReader(boundary, body) { BodyLengthLimit = null };
        while (await reader.ReadNextSectionAsync(call.Aborted).ConfigureAwait(false) is { } part)
        {
            var disposition = new PartDisposition(part.ContentDisposition);
            if (disposition.Name != FilePart)
            {
                continue;
            }

            var target = !string.IsNullOrEmpty(path) ? path : disposition.FileName;
            if (string.IsNullOrEmpty(target))
            {
                throw E2BError.Invalid("The path is missing: neither the query nor the part names it");
            }

            written.Add(await WriteAsync(call, sandbox, user.Resolve(target), part.Body).ConfigureAwait(false));
        }

        return written.Count > 0 ? written : throw E2BError.Invalid("The form has no file");
    }

    private static async Task<WrittenFile> WriteAsync(E2BCall call, ISandbox sandbox, string path, Stream content)
    {
        await sandbox.Files.WriteAsync(path, content, call.Aborted).ConfigureAwait(false);
        return new WrittenFile(path[(path.LastIndexOf('/') + 1)..], path, "file");
    }

    private static Stream Decoded(string encoding, Stream body) => encoding switch
    {
        "" or "identity" => body,
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        _ => throw E2BError.Invalid($"The content encoding '{encoding}' is not supported"),
    };
}

/// <summary>A file that was written.</summary>
internal sealed record WrittenFile(string Name, string Path, string Type);

/// <summary>The forms of envd's plain responses.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<WrittenFile>))]
internal sealed partial class EnvdJson : JsonSerializerContext;
