using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes the settings of a test class static, or gives another name to what is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TestSettingsFix)), Shared]
public sealed class TestSettingsFix() : AuthorCodeFix(ComplianceProblemIds.SettingsShape)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        var symbol = place.Model.GetDeclaredSymbol(place.Node, cancellationToken);
        var type = (symbol as IPropertySymbol)?.Type ?? (symbol as IFieldSymbol)?.Type;
        if (symbol is { IsStatic: false }
            && ComplianceTypes.IsTestSettings(type)
            && place.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
        {
            yield return Fix.Replace(
                place,
                "Make 'Settings' static",
                "static settings",
                member,
                node => ((MemberDeclarationSyntax)node).With(SyntaxKind.StaticKeyword));
        }
        else if (symbol is { ContainingType: { } owner })
        {
            var name = AuthorTypes.FreeName(owner, "Own" + symbol.Name);
            yield return new Fix(
                $"Rename '{symbol.Name}' to '{name}'",
                "rename settings",
                token => Renamer.RenameSymbolAsync(place.Solution, symbol, new SymbolRenameOptions(), name, token));
        }
    }
}
