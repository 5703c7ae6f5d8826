namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Files() =>
    [
        Case("files/text", ContentCases.Text),
        Case("files/binary", ContentCases.Binary),
        Case("files/empty", ContentCases.Empty),
        Case("files/one-mebibyte", ContentCases.OneMebibyte),
        Case("files/thirty-two-mebibytes", ContentCases.ThirtyTwoMebibytes),
        Case("files/parents-created", ContentCases.ParentsCreated),
        Case("files/overwrite-shrinks", ContentCases.OverwriteShrinks),
        Case("files/shared-with-commands", ContentCases.SharedWithCommands),
        Case("files/absolute-path", ContentCases.AbsolutePath),
        Case("files/concurrent", ContentCases.Concurrent),
        Case("files/abandoned-reader", ContentCases.AbandonedReader),
        Case("files/missing", FileErrorCases.Missing),
        Case("files/delete-missing", FileErrorCases.DeleteMissing),
        Case("files/is-directory", FileErrorCases.IsDirectory),
        Case("files/not-a-directory", FileErrorCases.NotADirectory),
        Case("files/no-permission", FileErrorCases.NoPermission),
        Case("files/directory-not-empty", FileErrorCases.DirectoryNotEmpty),
        Case("files/link-loop", FileErrorCases.LinkLoop),
        Case("files/names", NameCases.AllNames),
        Case("files/names-listed", NameCases.NamesListed),
        Case("files/names-long", NameCases.NamesLong),
        Case("files/path-impossible", NameCases.PathImpossible),
        Case("files/list", TreeCases.List),
        Case("files/list-empty", TreeCases.ListEmpty),
        Case("files/list-thousand", TreeCases.ListThousand),
        Case("files/entry", TreeCases.Entry),
        Case("files/entry-link-and-mode", TreeCases.EntryLinkAndMode),
        Case("files/create-directory", TreeCases.CreateDirectory),
        Case("files/move", TreeCases.Move),
        Case("files/copy", TreeCases.Copy),
        Case("files/delete-recursive", TreeCases.DeleteRecursive),
        Case("files/delete", TreeCases.Delete),
    ];
}
