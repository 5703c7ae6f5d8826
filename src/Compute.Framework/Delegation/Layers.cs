using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>Which layer of a chain of wrappers a capability is asked of.</summary>
internal static class Layers
{
    /// <summary>What is inside decides whether a capability is there, and the outermost layer that implements it is taken. A class is no
    /// capability: asking for one finds that layer itself.</summary>
    /// <param name="wrapper">The layer.</param>
    /// <param name="isInside">Whether what is inside has the capability.</param>
    /// <param name="inside">The capability of what is inside.</param>
    /// <param name="capability">The capability of both.</param>
    public static bool TryGet<TCapability>(object wrapper, bool isInside, TCapability? inside, [NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = isInside || typeof(TCapability).IsClass ? wrapper as TCapability ?? inside : null;
        return capability is not null;
    }
}
