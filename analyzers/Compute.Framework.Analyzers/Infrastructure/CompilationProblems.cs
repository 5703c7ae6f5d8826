using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers;

/// <summary>The problems of a compilation's types: each type is parsed once, however many analyzers ask.</summary>
internal sealed class CompilationProblems
{
    private static readonly ConditionalWeakTable<Compilation, CompilationProblems> s_all = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, EquatableArray<Problem>> _found = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol? _provider;
    private readonly INamedTypeSymbol? _settings;
    private readonly INamedTypeSymbol? _tests;

    private CompilationProblems(Compilation compilation)
    {
        _compilation = compilation;
        _provider = compilation.GetTypeByMetadataName(ProviderParser.AttributeName);
        _settings = compilation.GetTypeByMetadataName(OptionsParser.AttributeName);
        _tests = compilation.GetTypeByMetadataName(ComplianceTypes.TestsAttribute);
    }

    /// <summary>The problems of a compilation, or null where it does not reference the framework.</summary>
    public static CompilationProblems? Of(Compilation compilation)
    {
        var problems = s_all.GetValue(compilation, static compilation => new(compilation));
        return problems is { _provider: null, _settings: null, _tests: null } ? null : problems;
    }

    public EquatableArray<Problem> Find(INamedTypeSymbol type) => _found.GetOrAdd(type, Parse);

    private EquatableArray<Problem> Parse(INamedTypeSymbol type)
    {
        var problems = new List<Problem>();
        if (Attribute(type, _provider) is { } provider)
        {
            problems.AddRange(ProviderParser.Parse(type, provider, _compilation).Problems);
        }

        if (Attribute(type, _settings) is { } settings)
        {
            problems.AddRange(OptionsParser.Parse(type, settings, _compilation).Problems);
        }

        if (type.TypeKind == TypeKind.Class
            && Attribute(type, _tests) is { } tests
            && ComplianceParser.Parse(type, tests, _compilation) is { } model)
        {
            problems.AddRange(model.Problems);
        }

        // Two operations that take the same record find the same mistakes in it.
        return problems.Count == 0 ? default : new([.. new HashSet<Problem>(problems)]);
    }

    /// <summary>The first application of an attribute, as the generator takes it.</summary>
    private static AttributeData? Attribute(INamedTypeSymbol type, INamedTypeSymbol? wanted)
    {
        if (wanted is not null)
        {
            foreach (var attribute in type.GetAttributes())
            {
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, wanted))
                {
                    return attribute;
                }
            }
        }

        return null;
    }
}
