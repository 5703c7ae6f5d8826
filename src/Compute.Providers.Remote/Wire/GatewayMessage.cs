using System.Text.Json;

namespace Compute.Providers.Remote.Wire;

/// <summary>Reads what the gateway sent in the contract's forms. What is none of them is a fault of the gateway.</summary>
internal static class GatewayMessage
{
    /// <exception cref="ProviderFaultException">It is null, or no <typeparamref name="T"/>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ComputeJson.TypeInfo<T>()) ?? throw Missing();
        }
        catch (JsonException exception)
        {
            throw Malformed<T>(exception);
        }
    }

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    public static T Read<T>(JsonElement? json)
    {
        try
        {
            return json is { } found && found.Deserialize(ComputeJson.TypeInfo<T>()) is { } value ? value : throw Missing();
        }
        catch (JsonException exception)
        {
            throw Malformed<T>(exception);
        }
    }

    /// <summary>The error as it was at the gateway; provider, sandbox and operation are those of this end.</summary>
    public static ComputeException ErrorOf(ComputeErrorInfo error) =>
        (error with { ProviderName = null, SandboxId = null, Operation = null }).ToException();

    private static ProviderFaultException Missing() => new("The gateway sent an item that is null.");

    private static ProviderFaultException Malformed<T>(JsonException exception) =>
        new($"The gateway sent no {typeof(T).Name} (at '{exception.Path}').", exception);
}
