using System.Globalization;

namespace Compute.Framework.Emulation;

/// <summary>Appends a stream to a file in a sandbox, chunk by chunk; each chunk says where it belongs, so that none is lost or
/// doubled.</summary>
internal sealed class ShellUpload(CommandRunner run, string? user)
{
    private const string Append = ShellScript.Begin + """
        f=$1 o=$2
        shift 2

        """ + ShellChunk.Put + """
        [ "$(wc -c <"$f")" -eq "$o" ] || exit 1
        put "$@" >>"$f"
        """ + ShellScript.End;

    private bool _asOctal;

    /// <summary>Appends what is left of a stream to an empty file; returns its length.</summary>
    /// <exception cref="SandboxFileException">A chunk could not be written.</exception>
    public async ValueTask<long> AppendAsync(string path, ReadOnlyMemory<byte> first, Stream content, CancellationToken cancellationToken)
    {
        var offset = await AppendChunksAsync(path, 0, first, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[ShellChunk.MaxBytes];
        while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false) is > 0 and var count)
        {
            offset = await AppendChunksAsync(path, offset, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        return offset;
    }

    private async ValueTask<long> AppendChunksAsync(
        string path, long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            var chunk = data[..Math.Min(data.Length, ShellChunk.SizeOf(_asOctal))];
            var result = await ShellScript.RunAsync(
                run,
                Append,
                [path, offset.ToString(CultureInfo.InvariantCulture), .. ShellChunk.Encode(chunk.Span, _asOctal)],
                user,
                input: null,
                cancellationToken).ConfigureAwait(false);
            if (result.Status == ShellChunk.NoBase64 && !_asOctal)
            {
                _asOctal = true;
                continue;
            }

            if (result.Status != 0)
            {
                throw new SandboxFileException(path, $"A chunk could not be written. {ShellText.ErrorTail(result.Error)}".TrimEnd());
            }

            offset += chunk.Length;
            data = data[chunk.Length..];
        }

        return offset;
    }
}
