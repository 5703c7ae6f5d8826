namespace Compute.Gateway.Http;

/// <summary>A request that the gateway itself refuses, before it asks a provider.</summary>
internal sealed class GatewayRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
