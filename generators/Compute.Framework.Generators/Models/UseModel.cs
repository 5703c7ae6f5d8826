namespace Compute.Framework.Generators.Models;

/// <summary>What generated text needs to use an author's members that are marked as obsolete, experimental and the like.</summary>
/// <param name="Disabled">The diagnostics to disable.</param>
/// <param name="IsTypeObsolete">Whether the type itself, or one that contains it, is an error to use.</param>
/// <param name="IsConstructorObsolete">Whether its constructor, or what that takes, is an error to use.</param>
/// <param name="AreMembersObsolete">Whether a member is an error to use.</param>
internal sealed record UseModel(
    EquatableArray<string> Disabled, bool IsTypeObsolete = false, bool IsConstructorObsolete = false, bool AreMembersObsolete = false);
