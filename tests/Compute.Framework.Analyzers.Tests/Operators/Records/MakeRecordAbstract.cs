using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A record that an operation takes is abstract.</summary>
internal sealed class MakeRecordAbstract : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter) =>
        parameter.IsRecord && parameter.Declarations.FirstOrDefault() is { RawKind: (int)SyntaxKind.RecordDeclaration } record
            ? new(parameter.Method.Source, $"{parameter}", record, Change(record)) { Rules = [ProblemIds.UnsuitableRecord] }
            : null;

    private static TextChange Change(RecordDeclarationSyntax record) =>
        record.Modifiers.FirstOrDefault(token => token.IsKind(SyntaxKind.SealedKeyword)) is { RawKind: not 0 } modifier
            ? new(modifier.Span, "abstract")
            : Edits.Insert(record.Keyword.SpanStart, "abstract ");
}
