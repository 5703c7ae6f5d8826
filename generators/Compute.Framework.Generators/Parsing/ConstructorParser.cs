using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads what an author's constructor takes.</summary>
internal static class ConstructorParser
{
    public static ConstructorModel? Parse(INamedTypeSymbol type, Compilation compilation, List<Problem> problems)
    {
        var constructors = type.InstanceConstructors;
        if (type.IsRecord)
        {
            // The copy constructor is the compiler's own; that it is a record is reported for itself.
            constructors = constructors.RemoveAll(constructor => constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1);
        }

        if (constructors.Length != 1)
        {
            problems.Add(
                ProblemIds.Constructor,
                type,
                $"The provider '{type.Name}' must have exactly one constructor; it has {constructors.Length}.");
            return null;
        }

        var constructor = constructors[0];
        CheckRequiredMembers(type, constructor, problems);
        var arguments = new List<ConstructorArgument>();
        string? settings = null;
        var isPublic = true;
        var hasBaseUrl = false;
        var jsonContext = RefitParser.JsonContext(type, compilation, problems, out var namesContext);
        foreach (var parameter in constructor.Parameters)
        {
            var argument = Argument(parameter, compilation);
            if (argument is null
                || parameter.RefKind != RefKind.None
                || (argument.Source == ArgumentSource.Settings && settings is not null))
            {
                problems.Add(ProblemIds.Constructor, constructor, $"The constructor's parameter '{parameter.Name}' cannot be supplied: " +
                    "take one record of settings, HttpClient, ILogger, TimeProvider, and interfaces or classes that the " +
                    "application registers.", parameter.Name);
                continue;
            }

            if (argument.Source == ArgumentSource.Settings)
            {
                settings = argument.TypeName;
                hasBaseUrl = HasBaseUrl(parameter.Type);
                CheckSettings((INamedTypeSymbol)parameter.Type, parameter, problems);
            }

            var visibility = Symbols.Visibility(parameter.Type);
            if (visibility == Accessibility.Private)
            {
                problems.Add(
                    ProblemIds.NotAccessible,
                    constructor,
                    $"The type of the constructor's parameter '{parameter.Name}' must be public or internal.",
                    parameter.Name);
            }

            isPublic &= visibility == Accessibility.Public || argument.Source is ArgumentSource.Logger or ArgumentSource.LoggerOf;
            arguments.Add(argument);
            if (argument.IsMadeByRefit && !namesContext && RefitParser.NeedsJson(parameter.Type))
            {
                problems.Add(ProblemIds.JsonContext, constructor, $"The calls of '{parameter.Type.Name}' send or receive JSON: name its " +
                    $"JsonSerializerContext, such as [Provider(…, JsonContext = typeof({type.Name}Json))].", parameter.Name);
            }
        }

        return new ConstructorModel(settings, new EquatableArray<ConstructorArgument>([.. arguments]), isPublic, hasBaseUrl, jsonContext);
    }

    private static ConstructorArgument? Argument(IParameterSymbol parameter, Compilation compilation)
    {
        var type = parameter.Type;
        if (Symbols.Is(type, "System.Net.Http", "HttpClient"))
        {
            return new(ArgumentSource.Http, Names.Of(type), parameter.Name);
        }

        if (Symbols.Is(type, "System", "TimeProvider"))
        {
            return new(ArgumentSource.TimeProvider, Names.Of(type), parameter.Name);
        }

        if (Symbols.Is(type, "Microsoft.Extensions.Logging", "ILogger"))
        {
            return new(ArgumentSource.Logger, Names.Of(type), parameter.Name);
        }

        if (Symbols.Is(type, "Microsoft.Extensions.Logging", "ILogger", arity: 1))
        {
            return new(ArgumentSource.LoggerOf, Names.Of(((INamedTypeSymbol)type).TypeArguments[0]), parameter.Name);
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class } && Symbols.Has(type, "ProviderSettings"))
        {
            return new(ArgumentSource.Settings, Names.Of(type), parameter.Name);
        }

        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None }
            ? new(ArgumentSource.Service, Names.Of(type), parameter.Name, RefitParser.IsMade(type, compilation))
            : null;
    }

    private static bool HasBaseUrl(ITypeSymbol settings)
    {
        foreach (var current in Symbols.Hierarchy(settings))
        {
            if (ContractTypes.Property((INamedTypeSymbol)current, "BaseUrl") is { } property)
            {
                return Symbols.Is(property.Type, "System", "Uri");
            }
        }

        return false;
    }

    /// <summary>Settings of this project must be ones that the compiler can write the rest of.</summary>
    private static void CheckSettings(INamedTypeSymbol settings, IParameterSymbol parameter, List<Problem> problems)
    {
        if (settings.DeclaringSyntaxReferences.Length > 0 && !OptionsParser.CanBeExtended(settings))
        {
            problems.Add(
                ProblemIds.UnsuitableOptions,
                parameter.ContainingSymbol,
                $"The settings '{settings.Name}' must be a partial record that is neither abstract nor generic.",
                parameter.Name);
        }
    }

    private static void CheckRequiredMembers(INamedTypeSymbol type, IMethodSymbol constructor, List<Problem> problems)
    {
        foreach (var attribute in constructor.GetAttributes())
        {
            if (Symbols.Is(attribute.AttributeClass, "System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute"))
            {
                return;
            }
        }

        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                {
                    problems.Add(
                        ProblemIds.Constructor,
                        member,
                        $"The member '{member.Name}' of a provider cannot be required: take it in the constructor.");
                }
            }
        }
    }
}
