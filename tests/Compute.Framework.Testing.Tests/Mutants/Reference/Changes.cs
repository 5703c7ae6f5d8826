using System.Runtime.CompilerServices;

namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <summary>A list that only grows, and that readers can follow.</summary>
public sealed class Changes<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _items.Add(item);
            (told, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.SetResult();
    }

    public async IAsyncEnumerable<T> FollowAsync(int from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            T[] fresh;
            Task more;
            lock (_gate)
            {
                fresh = [.. _items.Skip(from)];
                more = _next.Task;
            }

            foreach (var item in fresh)
            {
                yield return item;
            }

            from += fresh.Length;
            await more.WaitAsync(cancellationToken);
        }
    }
}
