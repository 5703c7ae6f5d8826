using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Gateway;

/// <summary>Keys in a file of JSON, with their hashes alone. Gateways of one machine can share it: each sees what another has changed with
/// its next request.</summary>
/// <param name="path">The file; it is created with the first key, readable by its owner alone.</param>
public sealed class GatewayKeyFile(string path) : IGatewayKeyStore
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    private readonly string _path = Path.GetFullPath(path);
    private Content _known = new(default, -1, []);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is no list of keys.</exception>
    public ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        new(Read().GetValueOrDefault(id));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is no list of keys.</exception>
    public async IAsyncEnumerable<GatewayKey> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var key in Read().Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task AddAsync(GatewayKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ChangeAsync(keys => keys[key.Id] = key, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken = default) =>
        ChangeAsync(keys => keys.Remove(id), cancellationToken);

    private Dictionary<string, GatewayKey> Read()
    {
        var file = new FileInfo(_path);
        var known = Volatile.Read(ref _known);
        if (!file.Exists)
        {
            return [];
        }

        if (known.WrittenAt == file.LastWriteTimeUtc && known.Length == file.Length)
        {
            return known.Keys;
        }

        try
        {
            var keys = JsonSerializer.Deserialize(File.ReadAllBytes(_path), GatewayKeyJson.Default.ListGatewayKey) ?? [];
            known = new Content(file.LastWriteTimeUtc, file.Length, keys.ToDictionary(static key => key.Id, StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{_path}' is no list of keys. Repair it, or put it away to begin without keys.", exception);
        }

        Volatile.Write(ref _known, known);
        return known.Keys;
    }

    /// <summary>Changes the file as a whole: what reads it sees the keys before or after.</summary>
    private async Task ChangeAsync(Action<Dictionary<string, GatewayKey>> change, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var locking = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = locking.ConfigureAwait(false);
        var keys = new Dictionary<string, GatewayKey>(Read(), StringComparer.Ordinal);
        change(keys);
        var written = _path + ".new";
        File.Delete(written);
        var stream = new FileStream(written, Private(FileMode.CreateNew));
        await using (stream.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(stream, [.. keys.Values], GatewayKeyJson.Default.ListGatewayKey, cancellationToken)
                .ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        File.Move(written, _path, overwrite: true);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += LockPause)
        {
            try
            {
                return new FileStream(_path + ".lock", Private(FileMode.OpenOrCreate));
            }
            catch (IOException) when (waited < LockPatience)
            {
                await Task.Delay(LockPause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private sealed record Content(DateTime WrittenAt, long Length, Dictionary<string, GatewayKey> Keys);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<GatewayKey>))]
internal sealed partial class GatewayKeyJson : JsonSerializerContext;
