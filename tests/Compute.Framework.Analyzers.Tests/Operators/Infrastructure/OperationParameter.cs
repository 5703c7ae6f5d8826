using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter of the method of an operation.</summary>
/// <param name="Method">The method.</param>
/// <param name="Syntax">The parameter.</param>
/// <param name="Symbol">Its symbol.</param>
internal sealed record OperationParameter(OperationMethod Method, ParameterSyntax Syntax, IParameterSymbol Symbol)
{
    private static readonly string[] s_whole =
    [
        "CreateSandboxOptions", "SandboxResources", "Command", "SandboxFilter", "TerminalOptions", "LogOptions", "CreateVolumeOptions", "CreateNetworkOptions", "BuildTemplateOptions",
    ];

    /// <summary>What an operation is nothing without, by the contract; not read from the parser, which is under test.</summary>
    private static readonly Dictionary<string, string[]> s_required = new(StringComparer.Ordinal)
    {
        ["GetSandbox"] = ["sandboxId"],
        ["DestroySandbox"] = ["sandboxId"],
        ["RunCommand"] = ["arguments", "command"],
        ["StartProcess"] = ["arguments", "command"],
        ["RunCode"] = ["code", "language"],
        ["ReadFile"] = ["path"],
        ["WriteFile"] = ["path", "content"],
        ["ListDirectory"] = ["path"],
        ["DescribeFile"] = ["path"],
        ["FileExists"] = ["path"],
        ["CreateDirectory"] = ["path"],
        ["DeletePath"] = ["path"],
        ["MovePath"] = ["source", "destination"],
        ["CopyPath"] = ["source", "destination"],
        ["SetFileMode"] = ["path", "mode"],
        ["DeleteSnapshot"] = ["snapshotId"],
        ["Branch"] = ["count"],
        ["ExtendLifetime"] = ["lifetime"],
        ["GetEndpoint"] = ["port"],
        ["AttachProcess"] = ["processId"],
        ["WatchFiles"] = ["path"],
        ["DeleteVolume"] = ["volumeId"],
        ["DeleteNetwork"] = ["networkId"],
        ["DeleteTemplate"] = ["templateId"],
        ["BuildTemplate"] = ["name", "contextDirectory"],
    };

    public string Name => Symbol.Name;

    public bool IsToken => Symbol.Type.Name == "CancellationToken";

    public bool IsHandle => OperationMethod.IsHandle(Symbol.Type);

    /// <summary>Whether it takes options of the framework's as one.</summary>
    public bool IsWhole => s_whole.Contains(Symbol.Type.Name) && Symbol.Type.ContainingNamespace.ToDisplayString() == "Compute.Framework";

    /// <summary>Whether it takes the provider's own options.</summary>
    public bool IsOwnOptions => Symbol.Type.BaseType?.Name == "ProviderSandboxOptions";

    /// <summary>Whether it takes a record of the author's, whose members are the options.</summary>
    public bool IsRecord => !IsHandle && !IsOwnOptions && Record is not null;

    /// <summary>Whether the name does not matter.</summary>
    public bool BindsByType => IsToken || IsHandle || IsWhole || IsOwnOptions || IsRecord;

    /// <summary>Whether the operation is nothing without it.</summary>
    public bool IsRequired => IsToken || IsHandle || Names.Any(name => s_required.GetValueOrDefault(Method.Name)?.Contains(name) ?? false);

    /// <summary>The options that it takes, as parameters are called.</summary>
    public IEnumerable<string> Names => IsRecord ? Members.Select(member => char.ToLowerInvariant(member.Name[0]) + member.Name[1..]) : [Name];

    /// <summary>The properties of the record, those of base records included.</summary>
    public IEnumerable<IPropertySymbol> Members
    {
        get
        {
            for (var current = Record; current is not null; current = current.BaseType)
            {
                foreach (var property in current.GetMembers().OfType<IPropertySymbol>().Where(property => property.DeclaredAccessibility != Accessibility.Protected))
                {
                    yield return property;
                }
            }
        }
    }

    /// <summary>The declarations of the record.</summary>
    public IEnumerable<RecordDeclarationSyntax> Declarations => Record?.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).OfType<RecordDeclarationSyntax>() ?? [];

    /// <summary>The record of this source that it is.</summary>
    private INamedTypeSymbol? Record => (Symbol.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [INamedTypeSymbol inner] } ? inner : Symbol.Type as INamedTypeSymbol) is { IsRecord: true, DeclaringSyntaxReferences.IsEmpty: false } record ? record : null;

    /// <summary>The places at which the method's own declaration names it.</summary>
    public IEnumerable<IdentifierNameSyntax> References => Method.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == Name && SymbolEqualityComparer.Default.Equals(Method.Source.ModelOf(name).GetSymbolInfo(name).Symbol, Symbol));

    /// <summary>Whether the body gives it another value: nothing else can stand in its place.</summary>
    public bool IsAssigned => References.Any(name => name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name);

    /// <summary>A text that stands for no value.</summary>
    private string Nothing => $"(default({Symbol.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier))})!)";

    /// <summary>Replaces what is read of it by nothing.</summary>
    public IEnumerable<TextChange> WithoutReads() => References.Select(name => new TextChange(name.Span, Nothing));

    /// <summary>Takes it, and a comma, out of the list.</summary>
    public TextChange Removal()
    {
        var list = Method.Syntax.ParameterList;
        var index = list.Parameters.IndexOf(Syntax);
        return new(
            index + 1 < list.Parameters.Count ? TextSpan.FromBounds(Syntax.SpanStart, list.Parameters[index + 1].SpanStart)
            : index > 0 ? TextSpan.FromBounds(list.Parameters[index - 1].Span.End, Syntax.Span.End)
            : Syntax.Span,
            "");
    }

    public override string ToString() => $"{Method.Name}({Name})";
}
