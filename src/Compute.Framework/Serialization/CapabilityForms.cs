namespace Compute.Framework.Serialization;

/// <summary>The description and the capabilities of a provider, as JSON.</summary>
internal static class CapabilityForms
{
    public static readonly RecordConverter<Support> SupportForm = new PlainConverter<Support>(
        static from => new(from.Required(from.Enum<SupportLevel>("level"), "level"), from.TextOrNull("description")),
        WriteSupport);

    public static readonly RecordConverter<OptionLimits> Limits = new PlainConverter<OptionLimits>(
        static from => new()
        {
            AtLeast = from.TextOrNull("atLeast"),
            AtMost = from.TextOrNull("atMost"),
            Pattern = from.TextOrNull("pattern"),
            ValuePattern = from.TextOrNull("valuePattern"),
            OnlyGrows = from.Flag("onlyGrows") ?? false,
        },
        static (to, value) =>
        {
            to.Text("atLeast", value.AtLeast);
            to.Text("atMost", value.AtMost);
            to.Text("pattern", value.Pattern);
            to.Text("valuePattern", value.ValuePattern);
            to.Flag("onlyGrows", value.OnlyGrows ? true : null);
        });

    public static readonly RecordConverter<OperationCapability> Operation = new PlainConverter<OperationCapability>(
        static from => ReadOperation(from.Required(from.Enum<SandboxOperation>("operation"), "operation"), from),
        static (to, value) =>
        {
            to.Enum<SandboxOperation>("operation", value.Operation);
            WriteOperation(to, value);
        });

    /// <summary>An operation's entry without the operation, which is its name in the manifest.</summary>
    private static readonly RecordConverter<OperationCapability> EntryOfManifest =
        new PlainConverter<OperationCapability>(static from => ReadOperation(default, from), WriteOperation);

    public static readonly RecordConverter<CapabilityManifest> Manifest = new PlainConverter<CapabilityManifest>(
        static from =>
        {
            // An operation that a newer version has is one that nobody can ask for here.
            var operations = new List<OperationCapability>();
            foreach (var (name, entry) in EntryOfManifest.MapFrom(from, "operations"))
            {
                if (JsonFields.TryEnum<SandboxOperation>(name, out var operation))
                {
                    operations.Add(entry with { Operation = operation });
                }
            }

            return new CapabilityManifest(
                operations, from.Find("orphanCleanup") is null ? Support.Unsupported() : SupportForm.From(from, "orphanCleanup"));
        },
        static (to, value) =>
        {
            EntryOfManifest.WriteMapTo(
                to, "operations", value.Operations.ToDictionary(entry => entry.Operation.ToString(), StringComparer.Ordinal));
            SupportForm.WriteTo(to, "orphanCleanup", value.OrphanCleanup);
        });

    public static readonly RecordConverter<ProviderSettingDescriptor> Setting = new PlainConverter<ProviderSettingDescriptor>(
        static from => new()
        {
            Name = from.Text("name"),
            EnvironmentVariable = from.TextOrNull("environmentVariable") ?? "",
            TypeName = from.Text("typeName"),
            IsRequired = from.Flag("isRequired") ?? false,
            IsSecret = from.Flag("isSecret") ?? false,
            Setup = from.TextOrNull("setup"),
            KeyPrefix = from.TextOrNull("keyPrefix"),
        },
        static (to, value) =>
        {
            to.Text("name", value.Name);
            to.Text("environmentVariable", value.EnvironmentVariable);
            to.Text("typeName", value.TypeName);
            to.Flag("isRequired", value.IsRequired);
            to.Flag("isSecret", value.IsSecret);
            to.Text("setup", value.Setup);
            to.Text("keyPrefix", value.KeyPrefix);
        });

    public static readonly RecordConverter<ProviderSettingsSchema> Settings = new PlainConverter<ProviderSettingsSchema>(
        static from => new(Setting.ListFrom(from, "settings")),
        static (to, value) => Setting.WriteListTo(to, "settings", value.Settings));

    public static readonly RecordConverter<ProviderInfo> Provider = new PlainConverter<ProviderInfo>(
        static from => new(
            from.Text("name"),
            from.TextOrNull("displayName") ?? from.Text("name"),
            from.Required(Manifest.From(from, "capabilities"), "capabilities"),
            Settings.From(from, "settings") ?? ProviderSettingsSchema.Empty),
        static (to, value) =>
        {
            to.Text("name", value.Name);
            to.Text("displayName", value.DisplayName);
            Manifest.WriteTo(to, "capabilities", value.Capabilities);
            Settings.WriteTo(to, "settings", value.Settings);
        });

    private static OperationCapability ReadOperation(SandboxOperation operation, JsonFields from) => new(
        operation,
        new Support(from.Required(from.Enum<SupportLevel>("level"), "level"), from.TextOrNull("description")),
        SupportForm.MapFrom(from, "options"))
    {
        Limits = Limits.MapFrom(from, "limits"),
    };

    private static void WriteOperation(JsonFieldWriter to, OperationCapability value)
    {
        WriteSupport(to, value.Support);
        SupportForm.WriteMapTo(to, "options", value.Options);
        Limits.WriteMapTo(to, "limits", value.Limits);
    }

    private static void WriteSupport(JsonFieldWriter to, Support value)
    {
        to.Enum<SupportLevel>("level", value.Level);
        to.Text("description", value.Description);
    }
}
