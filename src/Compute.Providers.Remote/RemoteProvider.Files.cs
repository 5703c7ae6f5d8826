using System.Buffers.Text;
using System.Text;
using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

public sealed partial class RemoteProvider
{
    [ReadFile]
    internal async Task<Stream> ReadFileAsync(RemoteSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(HttpMethod.Get, PathOf(sandbox, $"files/content?{Query("path", path)}"));
        var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ResponseStream(content, response, response.Content.Headers.ContentLength);
    }

    [WriteFile]
    internal async Task WriteFileAsync(RemoteSandbox sandbox, string path, Stream content, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(HttpMethod.Put, PathOf(sandbox, $"files/content?{Query("path", path)}"));
        request.Content = new StreamContent(content);
        using var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    [ListDirectory]
    internal IAsyncEnumerable<FileEntry> ListDirectoryAsync(RemoteSandbox sandbox, string path, CancellationToken cancellationToken) =>
        _gateway.ListAsync<FileEntry>(PathOf(sandbox, $"files?{Query("path", path)}"), cancellationToken);

    [DescribeFile]
    internal async Task<FileEntry?> DescribeFileAsync(RemoteSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync<FileEntry>(sandbox, $"files/entries?{Query("path", path)}", cancellationToken).ConfigureAwait(false);
        }
        catch (SandboxFileNotFoundException)
        {
            return null;
        }
    }

    [FileExists]
    internal async Task<bool> FileExistsAsync(RemoteSandbox sandbox, string path, CancellationToken cancellationToken) =>
        await DescribeFileAsync(sandbox, path, cancellationToken).ConfigureAwait(false) is not null;

    [CreateDirectory]
    internal Task CreateDirectoryAsync(RemoteSandbox sandbox, string path, CancellationToken cancellationToken) =>
        _gateway.CallAsync(HttpMethod.Put, PathOf(sandbox, $"files/directories?{Query("path", path)}"), cancellationToken);

    [DeletePath]
    internal Task DeletePathAsync(RemoteSandbox sandbox, string path, bool recursive, CancellationToken cancellationToken) =>
        CallOnceAsync(HttpMethod.Delete, PathOf(sandbox, $"files/entries?{Query("path", path)}{Flag(recursive)}"), cancellationToken);

    [MovePath]
    internal Task MovePathAsync(RemoteSandbox sandbox, string source, string destination, CancellationToken cancellationToken) =>
        CallOnceAsync(
            HttpMethod.Post,
            PathOf(sandbox, $"files/move?{Query("source", source)}&{Query("destination", destination)}"),
            cancellationToken);

    [CopyPath]
    internal Task CopyPathAsync(
        RemoteSandbox sandbox, string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        CallOnceAsync(
            HttpMethod.Post,
            PathOf(sandbox, $"files/copy?{Query("source", source)}&{Query("destination", destination)}{Flag(recursive)}"),
            cancellationToken);

    [SetFileMode]
    internal Task SetFileModeAsync(RemoteSandbox sandbox, string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        _gateway.CallAsync(
            HttpMethod.Put,
            PathOf(sandbox, $"files/mode?{Query("path", path)}&mode={Convert.ToString((int)mode, 8)}"),
            cancellationToken);

    [WatchFiles]
    internal IAsyncEnumerable<FileChange> WatchAsync(RemoteSandbox sandbox, string path, CancellationToken cancellationToken) =>
        FollowedEvents.ReadAsync<FileChange>(_gateway, PathOf(sandbox, $"files/changes?{Query("path", path)}"), cancellationToken);

    /// <summary>A path as it is in an address: escaped, or in Base64 where its bytes are no text.</summary>
    private static string Query(string name, string path)
    {
        var bytes = SandboxFileNames.GetBytes(path);
        return Encoding.UTF8.GetString(bytes) == path
            ? $"{name}={Uri.EscapeDataString(path)}"
            : $"{name}Bytes={Base64Url.EncodeToString(bytes)}";
    }

    private static string Flag(bool recursive) => recursive ? "&recursive=true" : "";

    /// <summary>Sends what must not be done a second time after its response was lost, because it would then fail.</summary>
    private async Task CallOnceAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(method, path);
        using var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
