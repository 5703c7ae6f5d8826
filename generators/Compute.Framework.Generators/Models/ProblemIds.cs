namespace Compute.Framework.Generators.Models;

/// <summary>The rules that the parser checks.</summary>
internal static class ProblemIds
{
    public const string NotPartial = "CFW0001";
    public const string UnsuitableClass = "CFW0002";
    public const string ContainerNotPartial = "CFW0003";
    public const string ProviderName = "CFW0004";
    public const string Constructor = "CFW0005";
    public const string NoHandle = "CFW0006";
    public const string HandleId = "CFW0007";
    public const string HandleMember = "CFW0008";
    public const string ReservedName = "CFW0009";
    public const string OwnImplementation = "CFW0010";
    public const string NotAccessible = "CFW0011";
    public const string UnsuitableOptions = "CFW0012";
    public const string JsonContext = "CFW0015";

    public const string MissingOperation = "CFW1001";
    public const string SeveralMethods = "CFW1002";
    public const string UnsuitableMethod = "CFW1003";
    public const string NoCancellation = "CFW1004";
    public const string UnknownParameter = "CFW1005";
    public const string ParameterType = "CFW1006";
    public const string MissingParameter = "CFW1007";
    public const string ReturnType = "CFW1008";
    public const string MissingHonors = "CFW1009";
    public const string WrongHonors = "CFW1010";
    public const string SeveralOwnOptions = "CFW1011";
    public const string SnapshotNotUsable = "CFW1012";
    public const string SeveralOperations = "CFW1013";
    public const string OtherHandle = "CFW1014";
    public const string NeverCalled = "CFW1016";
    public const string UnsuitableRecord = "CFW1017";
    public const string RepeatedOption = "CFW1018";
    public const string MisplacedLimit = "CFW1030";
    public const string MalformedLimit = "CFW1031";

    public const string PropertyType = "CFW2001";
    public const string NoDefaultConstructor = "CFW2002";
    public const string AmbiguousDefault = "CFW2003";
    public const string KeyPrefixOfNonText = "CFW2004";
    public const string SecretOfNonText = "CFW2005";
    public const string SameEnvironmentName = "CFW2006";
    public const string RequiredField = "CFW2008";
}
