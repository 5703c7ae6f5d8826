using System.Collections.Frozen;

namespace Compute.Framework;

/// <summary>Converts errors to <see cref="ComputeErrorInfo"/> and back. Each type of the contract has a row for each direction.</summary>
internal static class ErrorForms
{
    private static readonly FrozenDictionary<string, Func<ComputeErrorInfo, ComputeException?>> ByCode =
        new Dictionary<string, Func<ComputeErrorInfo, ComputeException?>>
        {
            ["provider-configuration"] = static info => new ProviderConfigurationException(info.Message),
            ["provider-authentication"] = static info => new ProviderAuthenticationException(info.Message),
            ["provider-fault"] = static info => new ProviderFaultException(info.Message),
            ["provider-timeout"] = static info => new ProviderTimeoutException(info.Message),
            ["sandbox-not-found"] = static _ => new SandboxNotFoundException(),
            ["sandbox-unavailable"] = static info =>
                new SandboxUnavailableException(info.Message) { IsOutcomeUnknown = info.IsOutcomeUnknown },
            ["resource-limit"] = static info => info.Resource is { } resource ? new ResourceLimitException(resource) : null,
            ["resource-not-found"] = static info =>
                info is { Kind: { } kind, ResourceId: { } id } ? new ResourceNotFoundException(kind, id) : null,
            ["resource-conflict"] = static info =>
                info is { Kind: { } kind, ResourceId: { } id } ? new ResourceConflictException(kind, id) : null,
            ["endpoint-not-found"] = static info => info.Port is { } port ? new EndpointNotFoundException(port) : null,
            ["unsupported-option"] = static info => info.Option is { } option ? new UnsupportedOptionException(option) : null,
            ["unsupported-capability"] = static info =>
                info.Capability is { } capability ? new UnsupportedCapabilityException(capability) : null,
            ["file-error"] = static info => info.Path is { } path ? new SandboxFileException(path, info.Message) : null,
            ["file-not-found"] = static info => info.Path is { } path ? new SandboxFileNotFoundException(path) : null,
            ["is-directory"] = static info => info.Path is { } path ? new SandboxPathIsDirectoryException(path) : null,
            ["not-a-directory"] = static info => info.Path is { } path ? new SandboxNotADirectoryException(path) : null,
            ["directory-not-empty"] = static info => info.Path is { } path ? new SandboxDirectoryNotEmptyException(path) : null,
            ["file-access-denied"] = static info => info.Path is { } path ? new SandboxFileAccessDeniedException(path) : null,
            ["command-failed"] = static info => info.Result is { } result ? new CommandFailedException(result) : null,
            ["output-dropped"] = static info => info.Sequence is { } sequence ? new OutputDroppedException(sequence) : null,
            ["input-closed"] = static _ => new ProcessInputClosedException(),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ComputeException Create(ComputeErrorInfo info)
    {
        var error = ByCode.TryGetValue(info.Code, out var create) ? create(info) : null;
        error ??= new ComputeException(info.Message);
        error.Restore(info);
        return error;
    }

    /// <summary>Adds the values that a type has in addition to its base class.</summary>
    public static ComputeErrorInfo AddOwn(ComputeErrorInfo info, ComputeException error) => error switch
    {
        SandboxFileException file => info with { Path = file.Path },
        SandboxUnavailableException unavailable => info with { IsOutcomeUnknown = unavailable.IsOutcomeUnknown },
        UnsupportedOptionException option => info with { Option = option.Option },
        UnsupportedCapabilityException capability => info with { Capability = capability.Capability },
        ResourceLimitException limit => info with { Resource = limit.Resource },
        ResourceNotFoundException missing => info with { Kind = missing.Kind, ResourceId = missing.ResourceId },
        ResourceConflictException conflict => info with { Kind = conflict.Kind, ResourceId = conflict.Name },
        EndpointNotFoundException endpoint => info with { Port = endpoint.Port },
        OutputDroppedException dropped => info with { Sequence = dropped.Sequence },
        CommandFailedException failed => info with { Result = failed.Result },
        _ => info,
    };
}
