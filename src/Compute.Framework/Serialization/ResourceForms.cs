using System.Globalization;

namespace Compute.Framework.Serialization;

/// <summary>Files, and resources that are independent of sandboxes, as JSON.</summary>
internal static class ResourceForms
{
    public static readonly RecordConverter<FileEntry> File = new PlainConverter<FileEntry>(
        static from => new()
        {
            Name = from.Name("name"),
            Path = from.Name("path"),
            Type = from.Enum("type", FileEntryType.Other),
            SizeBytes = from.Long("sizeBytes") ?? 0,
            ModifiedAt = from.Moment("modifiedAt"),
            Mode = Mode(from),
            Owner = from.TextOrNull("owner"),
            Group = from.TextOrNull("group"),
        },
        static (to, value) =>
        {
            to.Name("name", value.Name);
            to.Name("path", value.Path);
            to.Enum<FileEntryType>("type", value.Type);
            to.Long("sizeBytes", value.SizeBytes);
            to.Moment("modifiedAt", value.ModifiedAt);
            to.Text("mode", value.Mode is { } mode ? Convert.ToString((int)mode, 8).PadLeft(4, '0') : null);
            to.Text("owner", value.Owner);
            to.Text("group", value.Group);
        });

    public static readonly RecordConverter<FileChange> Change = new PlainConverter<FileChange>(
        static from => new(from.Required(from.Enum<FileChangeKind>("kind"), "kind"), from.Name("path"), from.NameOrNull("oldPath")),
        static (to, value) =>
        {
            to.Enum<FileChangeKind>("kind", value.Kind);
            to.Name("path", value.Path);
            to.Name("oldPath", value.OldPath);
        });

    public static readonly RecordConverter<SnapshotInfo> Snapshot = new PlainConverter<SnapshotInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            Name = from.TextOrNull("name"),
            ParentId = from.TextOrNull("parentId"),
            CreatedAt = from.Moment("createdAt"),
            SizeBytes = from.Long("sizeBytes"),
            Labels = from.Map("labels"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Text("name", value.Name);
            to.Text("parentId", value.ParentId);
            to.Moment("createdAt", value.CreatedAt);
            to.Long("sizeBytes", value.SizeBytes);
            to.Map("labels", value.Labels);
        });

    public static readonly RecordConverter<VolumeInfo> Volume = new PlainConverter<VolumeInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            Name = from.TextOrNull("name"),
            CreatedAt = from.Moment("createdAt"),
            SizeBytes = from.Long("sizeBytes"),
            Labels = from.Map("labels"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Text("name", value.Name);
            to.Moment("createdAt", value.CreatedAt);
            to.Long("sizeBytes", value.SizeBytes);
            to.Map("labels", value.Labels);
        });

    public static readonly RecordConverter<NetworkInfo> Network = new PlainConverter<NetworkInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            Name = from.TextOrNull("name"),
            IsInternal = from.Flag("isInternal") ?? false,
            CreatedAt = from.Moment("createdAt"),
            Labels = from.Map("labels"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Text("name", value.Name);
            to.Flag("isInternal", value.IsInternal);
            to.Moment("createdAt", value.CreatedAt);
            to.Map("labels", value.Labels);
        });

    public static readonly RecordConverter<TemplateInfo> Template = new PlainConverter<TemplateInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            Name = from.TextOrNull("name"),
            CreatedAt = from.Moment("createdAt"),
            SizeBytes = from.Long("sizeBytes"),
            Labels = from.Map("labels"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Text("name", value.Name);
            to.Moment("createdAt", value.CreatedAt);
            to.Long("sizeBytes", value.SizeBytes);
            to.Map("labels", value.Labels);
        });

    public static readonly RecordConverter<TemplateProgress> Progress = new PlainConverter<TemplateProgress>(
        static from => new(from.Text("message"), from.Int("step"), from.Int("stepCount")),
        static (to, value) =>
        {
            to.Text("message", value.Message);
            to.Long("step", value.Step);
            to.Long("stepCount", value.StepCount);
        });

    /// <summary>Permission bits are written in the format of <c>chmod</c>, such as <c>0755</c>.</summary>
    private static UnixFileMode? Mode(JsonFields from)
    {
        if (from.TextOrNull("mode") is not { } text)
        {
            return null;
        }

        const string Digits = "01234567";
        return text.Length is >= 1 and <= 4 && text.All(Digits.Contains)
            ? (UnixFileMode)text.Aggregate(0, static (mode, digit) => (mode * 8) + CharUnicodeInfo.GetDecimalDigitValue(digit))
            : throw from.Wrong("mode", "permission bits such as 0755");
    }
}
