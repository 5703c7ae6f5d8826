using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>Lets this thread see files with the permissions that a sandbox's commands have.</summary>
/// <remarks>Root may read and write what no mode allows, and change what others own; inside a sandbox it may not. Capabilities belong
/// to the thread on Linux.</remarks>
[SupportedOSPlatform("linux")]
internal static class FilePermissions
{
    private const uint Version3 = 0x20080522;
    private const uint DacOverride = 1u << 1;
    private const uint DacReadSearch = 1u << 2;
    private const uint FileOwner = 1u << 3;

    /// <summary>Gives up root's right to pass over file modes and owners until the result is disposed, on the same thread.</summary>
    public static unsafe Scope Enforce()
    {
        var header = stackalloc uint[2] { Version3, 0 };
        var data = stackalloc uint[6];
        if (Libc.geteuid() != 0 || Libc.capget(header, data) != 0)
        {
            return default;
        }

        var effective = data[0];
        data[0] &= ~(DacOverride | DacReadSearch | FileOwner);
        return Libc.capset(header, data) == 0 ? new Scope(effective) : default;
    }

    /// <summary>Ends the restriction.</summary>
    public readonly unsafe ref struct Scope(uint effective)
    {
        public void Dispose()
        {
            if (effective == 0)
            {
                return;
            }

            var header = stackalloc uint[2] { Version3, 0 };
            var data = stackalloc uint[6];
            if (Libc.capget(header, data) != 0)
            {
                throw new InvalidOperationException("The thread's capabilities cannot be read any more.");
            }

            data[0] = effective;
            if (Libc.capset(header, data) != 0)
            {
                throw new InvalidOperationException("The thread's capabilities cannot be restored.");
            }
        }
    }
}
