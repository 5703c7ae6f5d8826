namespace Compute.Framework.Analyzers;

/// <summary>Rules that only analyzers check: nothing that is generated depends on them.</summary>
internal static class RuleIds
{
    public const string NameUsedTwice = "CFW0013";
    public const string OperationOutsideProvider = "CFW0014";

    public const string HonorsWithoutOperation = "CFW1015";

    public const string NoSetup = "CFW2007";
    public const string SecretPrinted = "CFW2009";

    public const string ParameterNeverRead = "CFW4001";
    public const string HonoredOptionNeverRead = "CFW4002";
    public const string NotImplemented = "CFW4003";
    public const string InventedExitCode = "CFW4004";
    public const string SwallowedException = "CFW4005";
    public const string ShellInterpolation = "CFW4006";
    public const string HttpClientPerCall = "CFW4007";
    public const string SecretShown = "CFW4008";

    public const string LanguageVersion = "CFW9001";
    public const string ProviderNotRegistered = "CFW9004";

    /// <summary>Reported by the package's build targets: where the analyzers are missing, no analyzer can say so.</summary>
    public const string AnalyzersMissing = "CFW9002";

    /// <summary>Reported by the package's build targets: an older compiler does not load the analyzers.</summary>
    public const string CompilerTooOld = "CFW9003";
}
