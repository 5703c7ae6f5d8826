namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Lifecycle() =>
    [
        Case("lifecycle/create-cancelled", CreationCases.CreateCancelled),
        Case("lifecycle/create-answer-lost", CreationCases.CreateAnswerLost),
        Case("lifecycle/create-concurrent", CreationCases.CreateConcurrent),
        Case("lifecycle/sandboxes-apart", CreationCases.SandboxesApart),
        Case("lifecycle/destroy-removes", DestroyCases.DestroyRemoves),
        Case("lifecycle/destroy-twice", DestroyCases.DestroyTwice),
        Case("lifecycle/destroy-unknown", DestroyCases.DestroyUnknown),
        Case("lifecycle/destroy-concurrent", DestroyCases.DestroyConcurrent),
        Case("lifecycle/use-after-destroy", DestroyCases.UseAfterDestroy),
        Case("lifecycle/use-after-foreign-destroy", DestroyCases.UseAfterForeignDestroy),
        Case("lifecycle/ids-unique", IdentityCases.IdsUnique),
        Case("lifecycle/provider-name", IdentityCases.ProviderName),
        Case("lifecycle/running-after-create", IdentityCases.RunningAfterCreate),
        Case("lifecycle/info-complete", IdentityCases.InfoComplete),
        Case("lifecycle/creation-time", IdentityCases.CreationTime),
        Case("lifecycle/info-stable", IdentityCases.InfoStable),
        Case("lifecycle/lifetime-expires", LifetimeCases.LifetimeExpires, Create("Lifetime")),
        Case("lifecycle/lifetime-told", LifetimeCases.LifetimeTold),
        Case("lifecycle/lifetime-not-positive", LifetimeCases.LifetimeNotPositive),
        Case("lifecycle/get-same", LookupCases.GetSame),
        Case("lifecycle/get-unknown", LookupCases.GetUnknown),
        Case("lifecycle/list-contains", LookupCases.ListContains),
        Case("lifecycle/list-omits-destroyed", LookupCases.ListOmitsDestroyed),
        Case("lifecycle/list-pages", LookupCases.ListPages),
        Case("lifecycle/list-by-label", LookupCases.ListByLabel, new OptionCell(SandboxOperation.ListSandboxes, "Labels")),
        Case("lifecycle/list-agrees-with-info", LookupCases.ListAgreesWithInfo),
        Case("lifecycle/dispose-owned", OwnershipCases.DisposeOwned),
        Case("lifecycle/dispose-detached", OwnershipCases.DisposeDetached),
        Case("lifecycle/dispose-borrowed", OwnershipCases.DisposeBorrowed),
        Case("lifecycle/dispose-twice", OwnershipCases.DisposeTwice),
        Case("lifecycle/dispose-provider", OwnershipCases.DisposeProvider),
    ];
}
