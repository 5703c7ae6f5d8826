using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>The root directory of a sandbox with its own mounts. Every link is resolved inside it, so that none leads out.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InsideRoot : IDisposable
{
    private const int OpenAt2 = 437;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveInRoot = 0x10;
    private const int MaxRetries = 8;

    private readonly SafeFileHandle _root;

    private InsideRoot(SafeFileHandle root) => _root = root;

    /// <summary>Opens the root directory that a process has.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static InsideRoot Of(int processId)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/root");
        return new InsideRoot(Open(-100, path, Libc.O_PATH | Libc.O_DIRECTORY, 0, resolve: 0, path));
    }

    /// <summary>Opens a path of this machine.</summary>
    public static SafeFileHandle OpenHere(string path, int flags) => Open(-100, path, flags, 0, resolve: 0, path);

    /// <summary>Opens a path, seen from inside.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="flags">The flags of <c>open</c>.</param>
    /// <param name="mode">The permissions of a file that is created.</param>
    /// <exception cref="NativeException">The system refused.</exception>
    public SafeFileHandle Open(string path, int flags, int mode = 0)
    {
        using var asInside = FilePermissions.Enforce();
        return Open((int)_root.DangerousGetHandle(), path, flags, mode, ResolveInRoot | ResolveNoMagicLinks, path);
    }

    /// <summary>The path of this machine by which an open file is reached.</summary>
    public static string HostPath(SafeFileHandle file) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}");

    public void Dispose() => _root.Dispose();

    private static unsafe SafeFileHandle Open(int directory, string path, int flags, int mode, ulong resolve, string shown)
    {
        var how = stackalloc ulong[3] { (ulong)(uint)(flags | Libc.O_CLOEXEC), (ulong)(uint)mode, resolve };
        fixed (byte* name = NativeName.Of(path))
        {
            for (var attempt = 0; ; attempt++)
            {
                var descriptor = Libc.syscall(OpenAt2, directory, (nint)name, (nint)how, 24, 0);
                if (descriptor >= 0)
                {
                    return new SafeFileHandle(descriptor, ownsHandle: true);
                }

                // EAGAIN: something was renamed while the path was resolved.
                var error = Marshal.GetLastPInvokeError();
                if (attempt == MaxRetries || error is not (Libc.EAGAIN or Libc.EINTR))
                {
                    throw new NativeException(error, shown);
                }
            }
        }
    }
}

/// <summary>What the system returned.</summary>
internal sealed class NativeException(int error, string subject) : IOException($"{subject}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    public int Error => error;
}
