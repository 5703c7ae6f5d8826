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

/// <summary>The records whose properties are the options of a group.</summary>
internal static class OptionRecords
{
    private static readonly string[] TemplateNeeds = ["Name", "ContextDirectory"];

    /// <summary>The record's name in the contract, or null for a group without one.</summary>
    public static string? NameOf(OptionGroup group) => group switch
    {
        OptionGroup.Create => "CreateSandboxOptions",
        OptionGroup.Command => "Command",
        OptionGroup.Filter => "SandboxFilter",
        OptionGroup.Terminal => "TerminalOptions",
        OptionGroup.Logs => "LogOptions",
        OptionGroup.Volume => "CreateVolumeOptions",
        OptionGroup.Network => "CreateNetworkOptions",
        OptionGroup.Template => "BuildTemplateOptions",
        _ => null,
    };

    /// <summary>The name of the record's parameter in the driver's methods.</summary>
    public static string PathOf(OptionGroup group) => group switch
    {
        OptionGroup.Command => "command",
        OptionGroup.Filter => "filter",
        _ => "options",
    };

    /// <summary>Whether a property is one of the provider's options: the framework itself honors the ownership, and the resources are
    /// options one by one.</summary>
    public static bool IsOption(OptionGroup group, string property) =>
        group != OptionGroup.Create || property is not ("Ownership" or "Resources");

    /// <summary>The options that every caller sets, so that a method must take them.</summary>
    public static ReadOnlySpan<string> RequiredOf(OptionGroup group) => group == OptionGroup.Template ? TemplateNeeds : default;
}
