namespace Compute.Framework.Runtime;

/// <summary>Brings the return types that an author may choose into the one that the runtime uses.</summary>
public static class Adapt
{
    /// <summary>A handle or null.</summary>
    /// <typeparam name="THandle">The author's handle type.</typeparam>
    /// <param name="task">What the author's method returned.</param>
    public static async ValueTask<SandboxLookup<THandle>> Lookup<THandle>(Task<THandle?> task)
        where THandle : class
    {
        ArgumentNullException.ThrowIfNull(task);
        return await task.ConfigureAwait(false) is { } handle ? SandboxLookup<THandle>.Found(handle) : default;
    }

    /// <inheritdoc cref="Lookup{THandle}(Task{THandle})"/>
    public static async ValueTask<SandboxLookup<THandle>> Lookup<THandle>(Task<THandle?> task)
        where THandle : struct
    {
        ArgumentNullException.ThrowIfNull(task);
        return await task.ConfigureAwait(false) is { } handle ? SandboxLookup<THandle>.Found(handle) : default;
    }

    /// <inheritdoc cref="Lookup{THandle}(Task{THandle})"/>
    public static async ValueTask<SandboxLookup<THandle>> Lookup<THandle>(ValueTask<THandle?> task)
        where THandle : class =>
        await task.ConfigureAwait(false) is { } handle ? SandboxLookup<THandle>.Found(handle) : default;

    /// <inheritdoc cref="Lookup{THandle}(Task{THandle})"/>
    public static async ValueTask<SandboxLookup<THandle>> Lookup<THandle>(ValueTask<THandle?> task)
        where THandle : struct =>
        await task.ConfigureAwait(false) is { } handle ? SandboxLookup<THandle>.Found(handle) : default;

    /// <summary>A handle that is never null (the author's method declares it so).</summary>
    /// <typeparam name="THandle">The author's handle type.</typeparam>
    /// <param name="task">What the author's method returned.</param>
    public static async ValueTask<SandboxLookup<THandle>> Present<THandle>(ValueTask<THandle> task) =>
        SandboxLookup<THandle>.Found(await task.ConfigureAwait(false));

    /// <inheritdoc cref="Present{THandle}(ValueTask{THandle})"/>
    public static ValueTask<SandboxLookup<THandle>> Present<THandle>(Task<THandle> task) => Present(new ValueTask<THandle>(task));

    /// <summary>A list as a sequence.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="task">What the author's method returned.</param>
    public static async IAsyncEnumerable<T> Sequence<T>(ValueTask<IReadOnlyList<T>> task)
    {
        foreach (var item in await task.ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <inheritdoc cref="Sequence{T}(ValueTask{IReadOnlyList{T}})"/>
    public static IAsyncEnumerable<T> Sequence<T>(Task<IReadOnlyList<T>> task) => Sequence(new ValueTask<IReadOnlyList<T>>(task));

    /// <summary>Any other kind of list as a sequence.</summary>
    /// <typeparam name="TList">The list's type.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="task">What the author's method returned.</param>
    public static async IAsyncEnumerable<T> Sequence<TList, T>(ValueTask<TList> task)
        where TList : IReadOnlyCollection<T>
    {
        foreach (var item in await task.ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <inheritdoc cref="Sequence{TList,T}(ValueTask{TList})"/>
    public static IAsyncEnumerable<T> Sequence<TList, T>(Task<TList> task)
        where TList : IReadOnlyCollection<T> => Sequence<TList, T>(new ValueTask<TList>(task));

    /// <summary>Refuses what the author's method has no parameter for.</summary>
    /// <param name="isSet">Whether the caller asked for it.</param>
    /// <param name="option">Its name.</param>
    /// <exception cref="UnsupportedOptionException"><paramref name="isSet"/> is true.</exception>
    public static void Refuse(bool isSet, string option)
    {
        if (isSet)
        {
            throw new UnsupportedOptionException(option);
        }
    }

    /// <summary>The provider's own creation options, when the caller attached them.</summary>
    /// <typeparam name="TOptions">The record's type.</typeparam>
    /// <param name="options">The caller's options.</param>
    public static TOptions? ProviderOptions<TOptions>(CreateSandboxOptions options)
        where TOptions : ProviderSandboxOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ProviderOptions.OfType<TOptions>().FirstOrDefault();
    }
}
