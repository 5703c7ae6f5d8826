using System.Reflection;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>An option without a row would be passed to providers that were compiled before it, and never refused.</summary>
public sealed class OptionTableTests
{
    public static TheoryData<Type, string[]> Tables => new()
    {
        {
            typeof(CreateSandboxOptions),
            [.. OptionTables.Create.Names.Select(static name => name.Split('.')[0]), nameof(CreateSandboxOptions.Ownership)]
        },
        {
            typeof(SandboxResources),
            [.. OptionTables.Create.Names.Where(static name => name.Contains('.')).Select(static name => name.Split('.')[1])]
        },
        { typeof(Command), [.. OptionTables.Commands.Names] },
        { typeof(TerminalOptions), [.. OptionTables.Terminal.Names] },
        { typeof(LogOptions), [.. OptionTables.Logs.Names] },
        { typeof(CreateVolumeOptions), [.. OptionTables.Volume.Names] },
        { typeof(CreateNetworkOptions), [.. OptionTables.Network.Names] },
        { typeof(BuildTemplateOptions), [.. OptionTables.Template.Names] },
    };

    [Theory]
    [MemberData(nameof(Tables), DisableDiscoveryEnumeration = true)]
    public void Every_property_of_a_record_has_a_row(Type record, string[] names)
    {
        var properties = record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(static property => property.Name);
        Assert.Equal(properties.Order(StringComparer.Ordinal), names.Distinct().Order(StringComparer.Ordinal));
    }
}
