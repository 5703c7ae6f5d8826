using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes properties of the parameters of a settings record, where nothing in its document calls the constructor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordParametersFix)), Shared]
public sealed class RecordParametersFix() : AuthorCodeFix(ProblemIds.NoDefaultConstructor)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node is not RecordDeclarationSyntax { ParameterList: { } list } record
            || place.DeclaredType(cancellationToken) is not { } settings)
        {
            return [];
        }

        var constructor = settings.InstanceConstructors.FirstOrDefault(found => found.Parameters.Length == list.Parameters.Count);
        if (constructor is null || constructor.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams))
        {
            return [];
        }

        var text = string.Concat(list.Parameters.Select((parameter, i) => Property(parameter, constructor.Parameters[i])));
        var changed = place.Solution.Replace([record], node => ((RecordDeclarationSyntax)node)
            .WithIdentifier(record.Identifier.WithTrailingTrivia(list.GetTrailingTrivia()))
            .WithParameterList(null)
            .WithMembersAtEnd(Written.Members(text, record, place.Compilation)));
        return await Trial.FirstSoundAsync(place.Document, [changed], cancellationToken).ConfigureAwait(false) is { } sound
            ? [new Fix("Make properties of the parameters", "record properties", _ => Task.FromResult(sound))]
            : [];
    }

    private static string Property(ParameterSyntax parameter, IParameterSymbol symbol)
    {
        var attributes = string.Concat(parameter.AttributeLists.Select(list => $"[{list.Attributes}]\n"));
        var value = parameter.Default is { } given ? $" {given};" : "";
        var needsValue = parameter.Default is null
            && symbol is { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };
        var type = Names.Of(symbol.Type)
            + (symbol is { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : "");
        return $"{attributes}public {(needsValue ? "required " : "")}{type} {Names.Pascal(symbol.Name)} {{ get; init; }}{value}\n";
    }
}
