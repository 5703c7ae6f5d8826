using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW9004: <c>AddAllProviders</c> adds every provider that the application references, each under a name of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProviderNotRegisteredAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.ProviderNotRegistered,
        title: "AddAllProviders cannot add every provider",
        messageFormat: "AddAllProviders cannot add the provider '{0}' of the assembly '{1}': {2}",
        category: Rule.Environment,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.ProviderNotRegistered));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        found =>
        {
            var call = (IInvocationOperation)found.Operation;
            if (call.TargetMethod is { Name: "AddAllProviders", ContainingType: { Name: "ComputeProviderRegistry" } registry }
                && SymbolEqualityComparer.Default.Equals(registry.ContainingAssembly, found.Compilation.Assembly))
            {
                Check(found, call.Syntax.GetLocation());
            }
        },
        OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, Location location)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        AddOwn(context.Compilation.Assembly.GlobalNamespace, named);
        foreach (var export in RegistryParser.Exports(context.Compilation, context.CancellationToken))
        {
            var shown = export.Provider.ToDisplayString();
            var name = Symbols.Text(Symbols.Attribute(export.Provider, "Provider")) ?? "";
            if (RegistryParser.EntryOf(export, context.Compilation) is null)
            {
                context.ReportDiagnostic(At(
                    location,
                    shown,
                    export.Provider.ContainingAssembly.Name,
                    "another assembly has a class of the same full name; give the reference an alias"));
            }
            else if (named.TryGetValue(name, out var other))
            {
                context.ReportDiagnostic(At(
                    location,
                    shown,
                    export.Provider.ContainingAssembly.Name,
                    $"'{other}' has the name '{name}' too; add one of the two by its own method instead"));
            }
            else if (name.Length > 0)
            {
                named.Add(name, shown);
            }
        }
    }

    private static void AddOwn(INamespaceOrTypeSymbol place, Dictionary<string, string> named)
    {
        foreach (var member in place.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                if (Symbols.Text(Symbols.Attribute(inner, "Provider")) is { } name && !named.ContainsKey(name))
                {
                    named.Add(name, inner.ToDisplayString());
                }

                AddOwn(inner, named);
            }
        }
    }
}
