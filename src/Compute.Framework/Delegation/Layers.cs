using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework;

/// <summary>Selects the layer of a chain of wrappers that provides a capability.</summary>
internal static class Layers
{
    /// <summary>The inner object determines whether a capability is available, and the outermost layer that implements it is returned. A
    /// class is not a capability: it selects that layer itself.</summary>
    /// <param name="wrapper">The layer.</param>
    /// <param name="isInside">Whether the inner object has the capability.</param>
    /// <param name="inside">The capability of the inner object.</param>
    /// <param name="capability">The capability of both.</param>
    public static bool TryGet<TCapability>(
        object wrapper, bool isInside, TCapability? inside, [NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        capability = isInside || typeof(TCapability).IsClass ? wrapper as TCapability ?? inside : null;
        return capability is not null;
    }
}
