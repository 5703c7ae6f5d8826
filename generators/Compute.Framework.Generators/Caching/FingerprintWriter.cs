using System.Security.Cryptography;

namespace Compute.Framework.Generators.Caching;

/// <summary>A hash that is too wide for two contents to share it.</summary>
internal sealed record Fingerprint(long First, long Second, long Third, long Fourth);

/// <summary>Collects values, each in a form that no neighbour can blur, and hashes them.</summary>
internal sealed class FingerprintWriter
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public void Write(int value)
    {
        Reserve(sizeof(int));
        for (var shift = 0; shift < 32; shift += 8)
        {
            _bytes[_length++] = (byte)(value >> shift);
        }
    }

    public void Write(long value)
    {
        Write((int)value);
        Write((int)(value >> 32));
    }

    /// <summary>The characters as they are: an encoding would make lone surrogates alike.</summary>
    public void Write(string text)
    {
        Write(text.Length);
        Reserve(text.Length * sizeof(char));
        foreach (var character in text)
        {
            _bytes[_length++] = (byte)character;
            _bytes[_length++] = (byte)(character >> 8);
        }
    }

    public void Write(Fingerprint value)
    {
        Write(value.First);
        Write(value.Second);
        Write(value.Third);
        Write(value.Fourth);
    }

    public Fingerprint Finish()
    {
        using var algorithm = SHA256.Create();
        var hash = algorithm.ComputeHash(_bytes, 0, _length);
        return new(
            BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8), BitConverter.ToInt64(hash, 16), BitConverter.ToInt64(hash, 24));
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
