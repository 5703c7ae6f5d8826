using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>Opens directories, which .NET cannot.</summary>
[SupportedOSPlatform("linux")]
internal static class Directories
{
    /// <exception cref="NativeException">There is none.</exception>
    public static SafeFileHandle Open(string path) => InsideRoot.OpenHere(path, Libc.O_PATH | Libc.O_DIRECTORY);
}
