namespace Compute.Framework.Generators.Models;

/// <summary>A partial type of the author's that is to be extended.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the containing types, such as <c>partial class Outer</c>, outermost first.</param>
/// <param name="Header">The type's own header.</param>
/// <param name="Name">The type's name, not escaped.</param>
/// <param name="FullName">The name with <c>global::</c>.</param>
/// <param name="MetadataName">The name in metadata, such as <c>Cloud.Outer+Provider</c>.</param>
/// <param name="JoinedName">The names of the containing types and of the type in one word.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="IsSealed">Whether nothing can derive from it.</param>
internal sealed record TypeModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Name,
    string FullName,
    string MetadataName,
    string JoinedName,
    bool IsPublic,
    bool IsSealed);
