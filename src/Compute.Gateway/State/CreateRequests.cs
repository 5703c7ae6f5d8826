using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.State;

/// <summary>Creations by the key that their callers chose: one sandbox for each key, however often it is asked for. A creation whose
/// callers are all gone before they had the response is undone, unless one comes back in time.</summary>
internal sealed class CreateRequests(TimeSpan grace, TimeProvider time) : IDisposable
{
    private const int MaxKeyLength = 256;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Provider, string Tenant, string Key), Creation> _creations = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Creates a sandbox, or returns the one that was created with the same key.</summary>
    public async Task<SandboxInfo> RunAsync(
        GatewayCall call, string key, CreateSandboxOptions options, Func<CancellationToken, Task<SandboxInfo>> create)
    {
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw GatewayCall.Invalid(GatewayProtocol.IdempotencyKey, $"1 to {MaxKeyLength} characters");
        }

        var id = (call.ProviderKey, call.Caller.Tenant ?? "", key);
        var content = Convert.ToHexString(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(options, ComputeJson.TypeInfo<CreateSandboxOptions>())));
        while (true)
        {
            var creation = _creations.GetOrAdd(id, _ => new Creation(content, _stopping.Token));
            if (creation.Content != content)
            {
                throw new GatewayRefusal(
                    StatusCodes.Status422UnprocessableEntity,
                    "idempotency-key-reused",
                    "The key was used for a creation with other options.");
            }

            if (!creation.TryJoin(create))
            {
                _creations.TryRemove(new(id, creation));
                continue;
            }

            try
            {
                var info = await creation.Task.WaitAsync(call.Aborted).ConfigureAwait(false);
                creation.Leave(isDelivered: true);
                _ = RemoveLaterAsync(id, creation);
                return info;
            }
            catch (Exception exception)
            {
                creation.Leave(isDelivered: false);
                if (exception is OperationCanceledException && call.Aborted.IsCancellationRequested)
                {
                    _ = UndoLaterAsync(id, creation, call.Provider);
                }
                else
                {
                    // What failed may be tried again with the same key.
                    _creations.TryRemove(new(id, creation));
                }

                throw;
            }
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RemoveLaterAsync((string, string, string) id, Creation creation)
    {
        await Task.Delay(Kept, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _creations.TryRemove(new(id, creation));
    }

    private async Task UndoLaterAsync((string, string, string) id, Creation creation, ISandboxProvider provider)
    {
        await Task.Delay(grace, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!creation.TryAbandon())
        {
            return;
        }

        _creations.TryRemove(new(id, creation));
        try
        {
            var info = await creation.Task.ConfigureAwait(false);
            await provider.DestroyAsync(info.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A creation that was canceled leaves nothing; what could not be destroyed has its owner's label and is reaped by it.
        }
    }

    private sealed class Creation(string content, CancellationToken stopping)
    {
        private readonly Lock _lock = new();
        private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        private int _waiting;
        private bool _isDelivered;
        private bool _isAbandoned;

        public string Content => content;

        public Task<SandboxInfo> Task { get; private set; } = null!;

        /// <summary>Waits with the others; false if the creation is being undone.</summary>
        public bool TryJoin(Func<CancellationToken, Task<SandboxInfo>> create)
        {
            lock (_lock)
            {
                if (_isAbandoned)
                {
                    return false;
                }

                _waiting++;
                Task ??= System.Threading.Tasks.Task.Run(() => create(_cancellation.Token));
                return true;
            }
        }

        public void Leave(bool isDelivered)
        {
            lock (_lock)
            {
                _waiting--;
                _isDelivered |= isDelivered;
            }
        }

        /// <summary>Gives the creation up if nobody waits for it and nobody has it.</summary>
        public bool TryAbandon()
        {
            lock (_lock)
            {
                if (_waiting > 0 || _isDelivered || _isAbandoned)
                {
                    return false;
                }

                _isAbandoned = true;
            }

            _cancellation.Cancel();
            return true;
        }
    }
}
