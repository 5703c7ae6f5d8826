namespace Compute.Framework.Generators.Models;

/// <summary>The limits that a parameter declares.</summary>
/// <param name="Option">The option's name in the manifest, or that of the parameter in Pascal case.</param>
/// <param name="AtLeast">The least value, or null.</param>
/// <param name="AtMost">The greatest value, or null.</param>
/// <param name="Pattern">The expression that texts match, or null.</param>
/// <param name="ValuePattern">The expression that the values of a dictionary match, or null.</param>
/// <param name="OnlyGrows">Whether the value never becomes less.</param>
internal sealed record LimitModel(
    string Option, string? AtLeast, string? AtMost, string? Pattern, string? ValuePattern, bool OnlyGrows = false);
