using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>An <c>/etc</c> for sandboxes, copied once from this machine's and again when that changed.</summary>
/// <remarks>
/// For each single mount bubblewrap reads the whole table of mounts, which costs a millisecond where fifty workspaces are mounted.
/// An older copy stays: sandboxes that run may see it.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class SandboxSettings
{
    private const string CertificateKeys = "/etc/ssl/private";
    private const int MaxDepth = 8;

    /// <summary>The directory to show as <c>/etc</c>.</summary>
    /// <param name="state">Where it is kept.</param>
    /// <param name="settings">The files and directories of this machine to copy.</param>
    /// <param name="identity">The directory with the sandbox's own files.</param>
    public static string Ensure(StateDirectory state, IReadOnlyList<string> settings, string identity)
    {
        var directory = Path.Combine(state.Root, "etc-" + Version(settings));
        if (Directory.Exists(directory))
        {
            return directory;
        }

        state.Ensure();
        var staged = Path.Combine(state.Staging, SandboxId.New());
        StateDirectory.CreatePrivate(staged);
        try
        {
            foreach (var path in settings)
            {
                Copy(path, Path.Combine(staged, Path.GetFileName(path)), 0);
            }

            foreach (var file in Directory.EnumerateFiles(identity))
            {
                File.Copy(file, Path.Combine(staged, Path.GetFileName(file)));
            }

            Directory.Move(staged, directory);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            // Another process was faster.
            TreeDeletion.TryDelete(staged);
        }
        catch
        {
            TreeDeletion.TryDelete(staged);
            throw;
        }

        return directory;
    }

    private static string Version(IReadOnlyList<string> settings)
    {
        var text = new StringBuilder();
        foreach (var path in settings.Append("/etc/ssl/certs"))
        {
            text.Append(CultureInfo.InvariantCulture, $"{path} {File.GetLastWriteTimeUtc(path).Ticks}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    private static void Copy(string source, string target, int depth)
    {
        if (FileStatus.Of(source) is not { } status || source == CertificateKeys || depth > MaxDepth)
        {
            return;
        }

        if (status.IsLink)
        {
            File.CreateSymbolicLink(target, new FileInfo(source).LinkTarget!);
        }
        else if (status.IsDirectory)
        {
            Directory.CreateDirectory(target);
            foreach (var entry in Directory.EnumerateFileSystemEntries(source))
            {
                Copy(entry, Path.Combine(target, Path.GetFileName(entry)), depth + 1);
            }
        }
        else if (status.IsRegular)
        {
            try
            {
                File.Copy(source, target);
            }
            catch (UnauthorizedAccessException)
            {
                // What this user cannot read, the sandbox could not either.
            }
        }
    }
}
