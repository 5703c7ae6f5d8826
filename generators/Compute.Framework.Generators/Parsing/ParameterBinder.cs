using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Binds the parameters of an author's method, by type or by name, to what the operation has.</summary>
internal sealed class ParameterBinder(
    OperationShape shape, IMethodSymbol method, ITypeSymbol handle, ContractTypes contract, List<Problem> problems)
{
    private readonly List<BindingModel> _arguments = [];
    private readonly HonoredOptions _options = new(shape, method, contract, problems);
    private readonly LimitParser _limits = new(shape, method, contract, problems);
    private readonly List<string> _reserved = [];
    private bool _takesHandle;

    public EquatableArray<BindingModel> Arguments => new([.. _arguments]);

    public EquatableArray<OptionModel> Options => _options.Result;

    public EquatableArray<LimitModel> Limits => _limits.Result;

    /// <summary>The reserved parameters that the method does without, where that means to refuse their use.</summary>
    public EquatableArray<string> Refused { get; private set; }

    public string? OwnOptionsType { get; private set; }

    public bool ByHandle => shape.Name == "DestroySandbox" && _takesHandle;

    public void Bind()
    {
        var parameters = method.Parameters;
        if (parameters.Length == 0 || !IsCancellation(parameters[parameters.Length - 1].Type))
        {
            Add(
                ProblemIds.NoCancellation,
                null,
                $"The last parameter of '{method.Name}' must be a CancellationToken.",
                "CancellationToken cancellationToken");
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].RefKind != RefKind.None)
            {
                Add(
                    ProblemIds.UnsuitableMethod,
                    parameters[i].Name,
                    $"The parameter '{parameters[i].Name}' of '{method.Name}' must not be ref, in or out.");
            }

            if (IsCancellation(parameters[i].Type))
            {
                _arguments.Add(new BindingModel("cancellationToken"));
            }
            else if (!BindByType(parameters[i]) && !BindByName(parameters[i]))
            {
                AddUnknown(parameters[i]);
                continue;
            }

            _limits.Read(parameters[i]);
        }

        _options.CheckHonors();
        CheckReserved();
    }

    private bool BindByType(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if ((shape.TakesHandle || shape.Name == "DestroySandbox") && SymbolEqualityComparer.Default.Equals(type, handle))
        {
            _takesHandle = true;
            _arguments.Add(new BindingModel("handle"));
            return true;
        }

        if (_options.TakeWhole(type) is { } path)
        {
            _arguments.Add(new BindingModel(path));
            return true;
        }

        if (shape.Group != OptionGroup.Create || type.BaseType is null || !IsOwnOptions(type))
        {
            return false;
        }

        BindOwnOptions(parameter);
        return true;
    }

    private void BindOwnOptions(IParameterSymbol parameter)
    {
        if (parameter.NullableAnnotation == NullableAnnotation.NotAnnotated)
        {
            AddNullable(parameter);
        }

        if (OwnOptionsType is not null)
        {
            Add(
                ProblemIds.SeveralOwnOptions,
                parameter.Name,
                $"The method '{method.Name}' may take one record of the provider's own options; '{parameter.Name}' is a second one.");
        }

        OwnOptionsType = Names.Of(parameter.Type);
        _options.Take("ProviderOptions");
        _arguments.Add(new BindingModel("options", OwnOptionsType));
    }

    private bool BindByName(IParameterSymbol parameter)
    {
        foreach (var reserved in shape.Reserved)
        {
            if (reserved.Name == parameter.Name)
            {
                _reserved.Add(reserved.Name);
                _options.TakeReserved(reserved);
                return BindTo(parameter, contract.Find(reserved.TypeName), reserved.Name);
            }
        }

        var name = Names.Pascal(parameter.Name);
        if (Names.Camel(name) != parameter.Name)
        {
            return false;
        }

        switch (shape.Group)
        {
            case OptionGroup.Create when name != "ProviderOptions" && ContractTypes.Property(contract.CreateOptions, name) is { } property:
                return BindTo(parameter, property.Type, "options." + name, name);
            case OptionGroup.Create when ContractTypes.Property(contract.Resources, name) is { } leaf:
                return BindTo(parameter, leaf.Type, "options.Resources." + name, name);
            case OptionGroup.Command when !(shape.Name == "RunCode" && name == "Arguments")
                && ContractTypes.Property(contract.Command, name) is { } property:
                return BindTo(parameter, property.Type, "command." + name, name);
            case OptionGroup.Filter when ContractTypes.Property(contract.Filter, name) is { } property:
                return BindTo(parameter, property.Type, "filter." + name, name);
            case OptionGroup.BranchLabels when name == "Labels" && ContractTypes.Property(contract.CreateOptions, name) is { } property:
                return BindTo(parameter, property.Type, "options." + name);
            default:
                return ContractTypes.Property(contract.Record(shape.Group), name) is { } option
                    && BindTo(parameter, option.Type, "options." + name, name);
        }
    }

    private bool BindTo(IParameterSymbol parameter, ITypeSymbol? source, string path, string? option = null)
    {
        var fit = source is null ? Fit.No : TypeFit.Check(contract.Compilation, source, parameter.Type);
        if (fit == Fit.NeedsNullable)
        {
            AddNullable(parameter);
        }
        else if (fit == Fit.No)
        {
            var wanted = source?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Add(
                ProblemIds.ParameterType,
                parameter.Name,
                $"The parameter '{parameter.Name}' of '{method.Name}' must be of the type '{wanted}'.",
                wanted);
        }

        _arguments.Add(new BindingModel(path));
        if (option is not null)
        {
            _options.Take(option);
        }

        return true;
    }

    private void CheckReserved()
    {
        var refused = new List<string>();
        foreach (var reserved in shape.Reserved)
        {
            if (_reserved.Contains(reserved.Name) || reserved.IsOptional || ByHandle)
            {
                continue;
            }

            if (reserved.RefusedWhen is not null)
            {
                refused.Add(reserved.Name);
                continue;
            }

            AddMissing($"{reserved.TypeName.Substring(reserved.TypeName.LastIndexOf('.') + 1)} {reserved.Name}");
        }

        if (shape.TakesHandle && !_takesHandle)
        {
            AddMissing($"{handle.Name} {Names.Camel(handle.Name)}");
        }

        if (shape is { Group: OptionGroup.Command, Name: not "RunCode" } && !_options.Has("Arguments") && !_options.LacksHonors)
        {
            if (_options.TakesWhole)
            {
                Add(ProblemIds.WrongHonors, null, $"[Honors] of '{method.Name}' must name the arguments, without which there is no command: add nameof(Command.Arguments).", "Arguments");
            }
            else
            {
                AddMissing("IReadOnlyList<string> arguments");
            }
        }

        foreach (var required in OptionRecords.RequiredOf(shape.Group))
        {
            if (!_options.Has(required) && !_options.LacksHonors)
            {
                AddMissing("string " + Names.Camel(required));
            }
        }

        Refused = new EquatableArray<string>([.. refused]);
    }

    private static bool IsCancellation(ITypeSymbol type) => Symbols.Is(type, "System.Threading", "CancellationToken");

    private static bool IsOwnOptions(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Symbols.Is(current, Symbols.Contract, "ProviderSandboxOptions"))
            {
                return true;
            }
        }

        return false;
    }

    private void AddNullable(IParameterSymbol parameter) =>
        Add(
            ProblemIds.ParameterType,
            parameter.Name,
            $"The parameter '{parameter.Name}' of '{method.Name}' must be nullable, because a caller may leave it out.",
            parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "?");

    private void AddMissing(string declaration) =>
        Add(ProblemIds.MissingParameter, null, $"The method '{method.Name}' with [{shape.Name}] must take '{declaration}'.", declaration);

    private void AddUnknown(IParameterSymbol parameter)
    {
        if (HandleParser.IsHandle(parameter.Type) && !SymbolEqualityComparer.Default.Equals(parameter.Type, handle))
        {
            Add(
                ProblemIds.OtherHandle,
                parameter.Name,
                $"The parameter '{parameter.Name}' of '{method.Name}' must be of the type '{handle.Name}', which is the provider's handle.",
                handle.Name);
            return;
        }

        var names = BindableNames.Of(shape, contract);
        var proposal = BindableNames.Closest(parameter.Name, names);
        var advice = proposal is not null ? $"did you mean '{proposal}'?"
            : names.Count == 0 ? "remove it."
            : $"rename it to one of {string.Join(", ", names)}, or remove it.";
        Add(
            ProblemIds.UnknownParameter,
            parameter.Name,
            $"The parameter '{parameter.Name}' of '{method.Name}' is neither the handle nor an option of {shape.Name}: {advice}",
            proposal);
    }

    private void Add(string id, string? parameter, string message, string? proposal = null) =>
        problems.Add(id, method, message, parameter, proposal);
}
