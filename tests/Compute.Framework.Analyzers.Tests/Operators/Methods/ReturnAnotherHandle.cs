using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method finds or lists the handle of something else.</summary>
internal sealed class ReturnAnotherHandle : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method)
    {
        var given = method.Syntax.ReturnType.DescendantNodesAndSelf().OfType<TypeSyntax>()
            .FirstOrDefault(type => type is not NullableTypeSyntax && OperationMethod.IsHandle(method.Source.ModelOf(type).GetTypeInfo(type).Type));
        return given is null || method.Name == "CreateSandbox"
            ? null
            : new(method.Source, $"{method.Name}", method.Syntax, new(given.Span, OtherHandle.NameIn(given)), OtherHandle.Declare(given)) { Rules = [ProblemIds.OtherHandle] };
    }
}
