namespace Compute.Providers.Local.Isolation;

/// <summary>The process that holds a sandbox's namespaces: the first one inside, as the host numbers it.</summary>
internal sealed record NamespaceRecord(int ProcessId, long StartTime);
