using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

/// <content>Files. Deleting, copying and changing modes is the framework's, by commands inside: the agent deletes directories that are not
/// empty without being asked to, and has nothing for the other two.</content>
public sealed partial class E2BProvider
{
    private const string Service = "filesystem.Filesystem/";
    private const string FileMediaType = "application/octet-stream";

    [ReadFile]
    internal Task<Stream> ReadFileAsync(E2BSandbox sandbox, string path, CancellationToken cancellationToken) =>
        AtAsync<Stream>(path, async () =>
        {
            using var request = await _envd.RequestAsync(HttpMethod.Get, sandbox, ContentOf(path), cancellationToken).ConfigureAwait(false);
            var response = await _envd.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new ResponseStream(content, response, response.Content.Headers.ContentLength);
        });

    [WriteFile]
    internal Task WriteFileAsync(E2BSandbox sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        AtAsync(path, async () =>
        {
            using var request = await _envd.RequestAsync(HttpMethod.Post, sandbox, ContentOf(path), cancellationToken)
                .ConfigureAwait(false);
            request.Content = new StreamContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(FileMediaType) } };
            using var response = await _envd.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        });

    [DescribeFile]
    internal async Task<FileEntry?> DescribeFileAsync(E2BSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await AtAsync(path, () => StatAsync(sandbox, path, cancellationToken)).ConfigureAwait(false) is { } entry
                ? entry.ToFileEntry(path)
                : null;
        }
        catch (SandboxFileException error) when (error is SandboxFileNotFoundException or SandboxNotADirectoryException)
        {
            return null;
        }
    }

    [FileExists]
    internal async Task<bool> FileExistsAsync(E2BSandbox sandbox, string path, CancellationToken cancellationToken) =>
        await DescribeFileAsync(sandbox, path, cancellationToken).ConfigureAwait(false) is not null;

    [ListDirectory]
    internal async IAsyncEnumerable<FileEntry> ListDirectoryAsync(
        E2BSandbox sandbox, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = await AtAsync(path, () => CallAsync<ListDirectory, EntryList>(
            sandbox, "ListDir", new ListDirectory(path, Depth: 1), cancellationToken)).ConfigureAwait(false);
        foreach (var entry in list.Entries ?? [])
        {
            yield return entry.ToFileEntry($"{path.TrimEnd('/')}/{entry.Name}");
        }
    }

    [CreateDirectory]
    internal Task CreateDirectoryAsync(E2BSandbox sandbox, string path, CancellationToken cancellationToken) => AtAsync(path, async () =>
    {
        try
        {
            await CallAsync<PathRequest, Nothing>(sandbox, "MakeDir", new PathRequest(path), cancellationToken).ConfigureAwait(false);
        }
        catch (EnvdException error) when (error.Code == "already_exists")
        {
            // As asked for.
        }

        return true;
    });

    [MovePath]
    internal Task MovePathAsync(E2BSandbox sandbox, string source, string destination, CancellationToken cancellationToken) =>
        AtAsync(source, () => CallAsync<MovePath, Nothing>(sandbox, "Move", new MovePath(source, destination), cancellationToken));

    [WatchFiles]
    internal async IAsyncEnumerable<FileChange> WatchFilesAsync(
        E2BSandbox sandbox, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = await AtAsync(path, () => StatAsync(sandbox, path, cancellationToken)).ConfigureAwait(false);
        var root = path.StartsWith('/') ? path : entry?.Path ?? path;
        var stream = await AtAsync(path, () => _envd.OpenAsync(
            sandbox, Service + "WatchDir", new WatchDirectory(path, Recursive: true), user: null, cancellationToken)).ConfigureAwait(false);
        await using var ending = stream.ConfigureAwait(false);
        await foreach (var change in new EnvdWatch(stream, root.TrimEnd('/'), path).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    private async Task<Entry?> StatAsync(E2BSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        var stat = await CallAsync<PathRequest, EntryResponse>(sandbox, "Stat", new PathRequest(path), cancellationToken)
            .ConfigureAwait(false);
        return stat.Entry;
    }

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        E2BSandbox sandbox, string method, TRequest body, CancellationToken cancellationToken)
        where TResponse : class =>
        _envd.CallAsync<TRequest, TResponse>(sandbox, Service + method, body, user: null, cancellationToken);

    private static string ContentOf(string path) => $"files?path={Uri.EscapeDataString(path)}";

    /// <summary>Makes a call about a path, with the errors of one.</summary>
    private static async Task<T> AtAsync<T>(string path, Func<Task<T>> call)
    {
        try
        {
            return SandboxFileNames.GetBytes(path) is var bytes && System.Text.Unicode.Utf8.IsValid(bytes)
                ? await call().ConfigureAwait(false)
                : throw new SandboxFileException(path, "E2B takes paths as text, and these bytes are no UTF-8.");
        }
        catch (EnvdException error)
        {
            throw error.ToFileError(path);
        }
    }
}
