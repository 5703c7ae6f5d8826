namespace Compute.Framework.Generators.Models;

/// <summary>The author's handle type; members are expressions over <c>handle</c>, null where there is none.</summary>
/// <param name="TypeName">The type's name with <c>global::</c>.</param>
/// <param name="IsPublic">Whether other assemblies see the type.</param>
/// <param name="Id">The member that is the sandbox's id.</param>
/// <param name="CreatedAt">The member that is the time of creation.</param>
/// <param name="Status">The member that is the state.</param>
/// <param name="Labels">The member that has the labels.</param>
/// <param name="ExpiresAt">The member that is the end of the lifetime.</param>
/// <param name="Name">The member that is the name for people.</param>
internal sealed record HandleModel(
    string TypeName, bool IsPublic, string Id, string? CreatedAt, string? Status, string? Labels, string? ExpiresAt, string? Name);
