using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Collects the options that a method honors: by its parameters, and by <c>[Honors]</c> where it takes them as a whole.</summary>
internal sealed class HonoredOptions(OperationShape shape, IMethodSymbol method, ContractTypes contract, List<Problem> problems)
{
    private readonly List<OptionModel> _options = [];
    private bool _takesWhole;
    private bool _takesWholeResources;

    /// <summary>The options in the order of the contract.</summary>
    public EquatableArray<OptionModel> Result
    {
        get
        {
            var options = _options.ToArray();
            Array.Sort(options, static (one, other) => one.Place.CompareTo(other.Place));
            return new(options);
        }
    }

    /// <summary>Whether all the options are taken as one.</summary>
    public bool TakesWhole => _takesWhole;

    /// <summary>Whether nothing says which of the options that are taken as one are honored.</summary>
    public bool LacksHonors => _takesWhole && Symbols.Attribute(method, "Honors") is null;

    public bool Has(string property) => _options.Exists(option => option.Property == property);

    /// <summary>Notes an option by its property's name; what the framework does itself (such as the ownership) is none.</summary>
    public void Take(string name)
    {
        if (shape.Group == OptionGroup.Create && name == "Resources")
        {
            TakeResources();
        }
        else if (contract.Option(shape.Group, name) is { } option && !Has(option.Property))
        {
            _options.Add(option);
        }
    }

    /// <summary>Notes a parameter with a reserved name that counts as an option.</summary>
    public void TakeReserved(ReservedParameter parameter)
    {
        var name = Names.Pascal(parameter.Name);
        if (parameter.IsOption && !Has(name))
        {
            _options.Add(new OptionModel(name, name, 0));
        }
    }

    /// <summary>The path to options that are taken as a whole, or null when the type is none of these.</summary>
    public string? TakeWhole(ITypeSymbol type)
    {
        if (shape.Group == OptionGroup.Create && SymbolEqualityComparer.Default.Equals(type, contract.Resources))
        {
            _takesWholeResources = true;
            return "options.Resources";
        }

        if (contract.Record(shape.Group) is not { } whole || !SymbolEqualityComparer.Default.Equals(type, whole))
        {
            return null;
        }

        _takesWhole = true;
        return OptionRecords.PathOf(shape.Group);
    }

    public void CheckHonors()
    {
        var attribute = Symbols.Attribute(method, "Honors");
        if (attribute is null)
        {
            if (_takesWhole)
            {
                Add(
                    ProblemIds.MissingHonors,
                    $"The method '{method.Name}' takes its options as a whole and must name those that it honors: [Honors(nameof(...))].");
            }

            if (_takesWholeResources)
            {
                TakeResources();
            }

            return;
        }

        if (!_takesWhole && !_takesWholeResources)
        {
            Add(
                ProblemIds.WrongHonors,
                $"The method '{method.Name}' takes no options as a whole, so that its parameters say what it honors: remove [Honors].");
            return;
        }

        foreach (var name in NamesIn(attribute))
        {
            if (IsUnderstood(shape, contract, name, _takesWhole))
            {
                Take(name);
            }
            else
            {
                Add(ProblemIds.WrongHonors, $"[Honors] of '{method.Name}' names '{name}', which is no option that its parameters hold.");
            }
        }
    }

    /// <summary>Whether a name in <c>[Honors]</c> stands for an option that the parameters hold.</summary>
    public static bool IsUnderstood(OperationShape shape, ContractTypes contract, string name, bool takesWhole)
    {
        if (shape.Group == OptionGroup.Create && name == "Resources")
        {
            return true;
        }

        return contract.Option(shape.Group, name) is { } option
            && !(shape.Name == "RunCode" && option.Property == "Arguments")
            && (takesWhole || option.Name != option.Property)
            && option.Property != "ProviderOptions";
    }

    private static List<string> NamesIn(AttributeData attribute)
    {
        var names = new List<string>();
        foreach (var argument in attribute.ConstructorArguments)
        {
            if (argument is { Kind: TypedConstantKind.Array, IsNull: false })
            {
                foreach (var value in argument.Values)
                {
                    if (value.Value is string name)
                    {
                        names.Add(name);
                    }
                }
            }
        }

        return names;
    }

    private void TakeResources()
    {
        foreach (var member in contract.Resources?.GetMembers() ?? [])
        {
            if (member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && contract.Option(OptionGroup.Create, member.Name) is { } option
                && !Has(option.Property))
            {
                _options.Add(option);
            }
        }
    }

    private void Add(string id, string message) => problems.Add(id, method, message);
}
