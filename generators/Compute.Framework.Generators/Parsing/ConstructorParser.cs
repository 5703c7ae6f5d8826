using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads what an author's constructor takes.</summary>
internal static class ConstructorParser
{
    public static ConstructorModel? Parse(INamedTypeSymbol type, List<Problem> problems)
    {
        if (type.InstanceConstructors.Length != 1)
        {
            problems.Add(new Problem(ProblemIds.Constructor, type.Name, $"The provider '{type.Name}' must have exactly one constructor; it has {type.InstanceConstructors.Length}."));
            return null;
        }

        var constructor = type.InstanceConstructors[0];
        CheckRequiredMembers(type, constructor, problems);
        var arguments = new List<ConstructorArgument>();
        string? settings = null;
        var isPublic = true;
        foreach (var parameter in constructor.Parameters)
        {
            var argument = Argument(parameter);
            if (argument is null || parameter.RefKind != RefKind.None || (argument.Source == ArgumentSource.Settings && settings is not null))
            {
                problems.Add(new Problem(ProblemIds.Constructor, type.Name, $"The constructor's parameter '{parameter.Name}' cannot be supplied: take one record of settings, HttpClient, ILogger, TimeProvider, and interfaces or classes that the application registers.", parameter.Name));
                continue;
            }

            if (argument.Source == ArgumentSource.Settings)
            {
                settings = argument.TypeName;
                CheckSettings((INamedTypeSymbol)parameter.Type, problems);
            }

            var visibility = Symbols.Visibility(parameter.Type);
            if (visibility == Accessibility.Private)
            {
                problems.Add(new Problem(ProblemIds.NotAccessible, type.Name, $"The type of the constructor's parameter '{parameter.Name}' must be public or internal.", parameter.Name));
            }

            isPublic &= visibility == Accessibility.Public || argument.Source is ArgumentSource.Logger or ArgumentSource.LoggerOf;
            arguments.Add(argument);
        }

        return new ConstructorModel(settings, new EquatableArray<ConstructorArgument>([.. arguments]), isPublic);
    }

    private static ConstructorArgument? Argument(IParameterSymbol parameter)
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

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class } && Symbols.Has(type, "ProviderOptions"))
        {
            return new(ArgumentSource.Settings, Names.Of(type), parameter.Name);
        }

        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None }
            ? new(ArgumentSource.Service, Names.Of(type), parameter.Name)
            : null;
    }

    /// <summary>Settings of this project must be ones that the compiler can write the rest of.</summary>
    private static void CheckSettings(INamedTypeSymbol settings, List<Problem> problems)
    {
        if (settings.DeclaringSyntaxReferences.Length > 0 && !OptionsParser.CanBeExtended(settings))
        {
            problems.Add(new Problem(ProblemIds.UnsuitableOptions, settings.Name, $"The settings '{settings.Name}' must be a partial record that is neither abstract nor generic."));
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
                    problems.Add(new Problem(ProblemIds.Constructor, member.Name, $"The member '{member.Name}' of a provider cannot be required: take it in the constructor."));
                }
            }
        }
    }
}
