using System.Collections.Concurrent;
using Compute.Framework;

namespace Compute.Providers.Local.State;

/// <summary>One at a time changes a sandbox, in this process and in all others.</summary>
internal sealed class SandboxLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="SandboxNotFoundException">The sandbox's directory is gone.</exception>
    public async ValueTask<Holder> AcquireAsync(string id, string lockFile, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(id, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Holder(gate, await OpenAsync(lockFile, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    /// <summary>Forgets a sandbox that is gone.</summary>
    public void Forget(string id) => _gates.TryRemove(id, out _);

    private static async ValueTask<FileStream> OpenAsync(string lockFile, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var delay = 1; ; delay = Math.Min(delay * 2, 50))
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
            {
                throw new SandboxNotFoundException(exception);
            }
            catch (UnauthorizedAccessException exception)
            {
                // A directory in its place is nobody's lock.
                if (!Directory.Exists(lockFile) || !TreeDeletion.TryDelete(lockFile))
                {
                    throw new SandboxUnavailableException($"The sandbox's lock cannot be used: {exception.Message}", exception);
                }
            }
            catch (IOException exception) when (Environment.TickCount64 >= deadline)
            {
                throw new SandboxUnavailableException("Another process holds the sandbox's lock.", exception);
            }
            catch (IOException)
            {
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The lock, until disposed.</summary>
    internal readonly struct Holder(SemaphoreSlim gate, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            gate.Release();
        }
    }
}
