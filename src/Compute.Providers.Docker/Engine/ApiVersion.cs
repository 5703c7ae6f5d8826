using System.Globalization;
using Compute.Framework;

namespace Compute.Providers.Docker.Engine;

/// <summary>Agrees with an engine on a version of the API.</summary>
internal static class ApiVersion
{
    /// <summary>The newest version whose description this provider was written from.</summary>
    private const int NewestMinor = 56;

    /// <summary>The first path segment of each request: the older of the engine's version and this provider's.</summary>
    /// <param name="engine">What the engine said, such as <c>1.41</c>; null when it said nothing.</param>
    /// <exception cref="ProviderFaultException">It is no version of this API.</exception>
    public static string Negotiate(string? engine)
    {
        if (engine?.Split('.') is not ["1", var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            throw new ProviderFaultException($"The engine speaks version '{engine}' of the API, and this provider versions 1.x.");
        }

        return string.Create(CultureInfo.InvariantCulture, $"v1.{Math.Min(minor, NewestMinor)}");
    }
}
