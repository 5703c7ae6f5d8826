namespace Compute.Framework.Generators.Models;

/// <summary>Where the options of an operation come from.</summary>
internal enum OptionGroup
{
    None,
    Create,
    Command,
    Filter,
    BranchLabels,
    Terminal,
    Logs,
    Volume,
    Network,
    Template,
}

/// <summary>The groups whose options are the properties of one record, allowed by name.</summary>
internal static class OptionRecords
{
    private static readonly string[] TemplateNeeds = ["Name", "ContextDirectory"];

    /// <summary>The record's name in the contract, or null for a group that is bound in its own way.</summary>
    public static string? NameOf(OptionGroup group) => group switch
    {
        OptionGroup.Terminal => "TerminalOptions",
        OptionGroup.Logs => "LogOptions",
        OptionGroup.Volume => "CreateVolumeOptions",
        OptionGroup.Network => "CreateNetworkOptions",
        OptionGroup.Template => "BuildTemplateOptions",
        _ => null,
    };

    /// <summary>Whether options are allowed by name, without a set of their own.</summary>
    public static bool IsByName(OptionGroup group) => group == OptionGroup.None || NameOf(group) is not null;

    /// <summary>The options that every caller sets, so that a method must take them.</summary>
    public static ReadOnlySpan<string> RequiredOf(OptionGroup group) => group == OptionGroup.Template ? TemplateNeeds : default;
}
