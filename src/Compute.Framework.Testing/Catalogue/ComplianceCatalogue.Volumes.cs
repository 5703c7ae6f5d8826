namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Volumes() =>
    [
        Case("volumes/create-and-list", VolumeCases.CreateAndList,
            Cell(SandboxOperation.CreateVolume, "Name"), Cell(SandboxOperation.CreateVolume, "Labels"),
            Does(SandboxOperation.CreateVolume), Does(SandboxOperation.ListVolumes)),
        Case("volumes/ids-unique", VolumeCases.IdsUnique),
        Case("volumes/delete", VolumeCases.Delete, Does(SandboxOperation.DeleteVolume)),
        Case("volumes/data-survives", VolumeCases.DataSurvives),
        Case("volumes/apart", VolumeCases.Apart),
        Case("volumes/read-only", VolumeCases.ReadOnly),
        Case("volumes/size", VolumeCases.Size, Cell(SandboxOperation.CreateVolume, "SizeBytes")),
    ];
}
