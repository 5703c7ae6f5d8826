using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Caching;

/// <summary>The caches of the generators; two of them ask for providers. The keys are weak: what the compiler drops is dropped
/// here.</summary>
internal static class ModelCaches
{
    public static readonly ModelCache<ProviderModel> Providers = new(ProviderParser.Parse);
    public static readonly ModelCache<OptionsModel> Options = new(OptionsParser.Parse);
    public static readonly ModelCache<ComplianceModel> ComplianceClasses = new(ComplianceParser.Parse);
}
