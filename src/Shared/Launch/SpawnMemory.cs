using System.Runtime.InteropServices;

namespace Compute.Framework.Launch;

/// <summary>Strings in native memory for the length of one call.</summary>
internal sealed unsafe class SpawnMemory : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>A string with its zero; a path of a file may have a name that is not UTF-8.</summary>
    public byte* Text(string text)
    {
        var bytes = NativeName.Of(text);
        var block = Marshal.AllocCoTaskMem(bytes.Length);
        _blocks.Add(block);
        bytes.CopyTo(new Span<byte>((void*)block, bytes.Length));
        return (byte*)block;
    }

    /// <summary>A null-terminated array of strings.</summary>
    public byte** Array(IReadOnlyCollection<string> texts)
    {
        var block = Marshal.AllocCoTaskMem((texts.Count + 1) * sizeof(nint));
        _blocks.Add(block);
        var array = (byte**)block;
        var index = 0;
        foreach (var text in texts)
        {
            array[index++] = Text(text);
        }

        array[index] = null;
        return array;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            Marshal.FreeCoTaskMem(block);
        }
    }
}
