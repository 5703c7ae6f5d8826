
namespace Compute.Framework.Launch;

/// <summary>Names as the system takes and gives them: bytes, of any kind, with a zero at the end.</summary>
internal static class NativeName
{
    /// <summary>The bytes of a name or path, with the zero.</summary>
    public static byte[] Of(string text) => [.. SandboxFileNames.GetBytes(text), 0];

    /// <summary>The text of a name with its zero.</summary>
    public static string Text(byte[] name) => SandboxFileNames.GetString(name.AsSpan(0, name.Length - 1));
}
