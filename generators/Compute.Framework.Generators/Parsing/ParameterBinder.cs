using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Binds the parameters of an author's method, by type or by name, to what the operation has; of records the members.</summary>
internal sealed class ParameterBinder(
    OperationShape shape, IMethodSymbol method, ITypeSymbol handle, ContractTypes contract, List<Problem> problems)
{
    private readonly List<BindingModel> _arguments = [];
    private readonly HonoredOptions _options = new(shape, method, contract, problems);
    private readonly LimitParser _limits = new(shape, method, contract, problems);
    private readonly List<string> _reserved = [];
    private readonly Dictionary<string, Bindable> _bound = new(StringComparer.Ordinal);
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
                $"The last parameter of '{method.Name}' must be a CancellationToken.",
                "CancellationToken cancellationToken");
        }

        foreach (var parameter in parameters)
        {
            var bindable = Bindable.Of(parameter, method);
            problems.CheckReference(bindable);
            _arguments.Add(Checked(
                bindable,
                IsCancellation(parameter.Type) ? new BindingModel("cancellationToken")
                : BindHandle(parameter.Type) ?? BindByType(bindable) ?? BindByName(bindable) ?? BindRecord(bindable)));
        }

        _options.CheckHonors();
        CheckReserved();
    }

    private BindingModel? BindHandle(ITypeSymbol type)
    {
        if (!(shape.TakesHandle || shape.Name == "DestroySandbox") || !SymbolEqualityComparer.Default.Equals(type, handle))
        {
            return null;
        }

        _takesHandle = true;
        return new BindingModel("handle");
    }

    /// <summary>Reports what is bound to nothing, and reads the limits of all else.</summary>
    private BindingModel Checked(Bindable parameter, BindingModel? binding)
    {
        if (binding is null)
        {
            problems.AddUnknown(parameter, shape, contract, handle);
            return new BindingModel("default");
        }

        _limits.Read(parameter);
        return binding;
    }

    private BindingModel? BindByType(Bindable parameter)
    {
        if (_options.TakeWhole(parameter.Type) is { } path)
        {
            return new BindingModel(path);
        }

        return shape.Group == OptionGroup.Create && ParameterRecord.IsOwnOptions(parameter.Type) ? BindOwnOptions(parameter) : null;
    }

    private BindingModel BindOwnOptions(Bindable parameter)
    {
        if (parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated)
        {
            problems.AddNullable(parameter);
        }

        if (OwnOptionsType is not null)
        {
            Add(
                ProblemIds.SeveralOwnOptions,
                parameter,
                $"The method '{method.Name}' may take one record of the provider's own options; '{parameter.Symbol.Name}' is " +
                "a second one.");
        }

        OwnOptionsType = Names.Of(parameter.Type);
        _options.Take("ProviderOptions");
        return new BindingModel("options", OwnOptionsType);
    }

    /// <summary>Binds the members of a record of the author's own, as if each was a parameter.</summary>
    private BindingModel? BindRecord(Bindable parameter)
    {
        if (ParameterRecord.Find(parameter.Type, method, contract.Compilation) is not { } record
            || !record.HasAny(BindableNames.Of(shape, contract)))
        {
            return null;
        }

        record.Check(method, problems);
        return new BindingModel("", Record: new(Names.Of(record.Type), BindMembers(record.Arguments), BindMembers(record.Properties)));
    }

    private EquatableArray<MemberModel> BindMembers(List<Bindable> members)
    {
        var models = new List<MemberModel>();
        foreach (var member in members)
        {
            if (IsCancellation(member.Type) || HandleParser.IsHandle(member.Type))
            {
                Add(
                    ProblemIds.UnsuitableRecord,
                    member,
                    $"The {member.Words} is no option: make it a parameter of '{method.Name}'.");
                continue;
            }

            problems.CheckReference(member);
            models.Add(new MemberModel(Names.Escape(member.Symbol.Name), Checked(member, BindByType(member) ?? BindByName(member))));
        }

        return new([.. models]);
    }

    private BindingModel? BindByName(Bindable parameter)
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
            return null;
        }

        if (name == "ProviderOptions" || (shape.Name == "RunCode" && name == "Arguments"))
        {
            return null;
        }

        if (shape.Group == OptionGroup.BranchLabels)
        {
            return name == "Labels" && ContractTypes.Property(contract.CreateOptions, name) is { } labels
                ? BindTo(parameter, labels.Type, "options." + name)
                : null;
        }

        if (ContractTypes.Property(contract.Record(shape.Group), name) is { } option)
        {
            return BindTo(parameter, option.Type, $"{OptionRecords.PathOf(shape.Group)}.{name}", name);
        }

        return shape.Group == OptionGroup.Create && ContractTypes.Property(contract.Resources, name) is { } leaf
            ? BindTo(parameter, leaf.Type, $"options.Resources.{name}", name)
            : null;
    }

    private BindingModel BindTo(Bindable parameter, ITypeSymbol? source, string path, string? option = null)
    {
        var fit = source is null ? Fit.No : TypeFit.Check(contract.Compilation, source, parameter.Type);
        if (fit == Fit.NeedsNullable)
        {
            problems.AddNullable(parameter);
        }
        else if (fit == Fit.No)
        {
            var wanted = source?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Add(ProblemIds.ParameterType, parameter, $"The {parameter.Words} must be of the type '{wanted}'.", wanted);
        }

        if (_bound.TryGetValue(path, out var other) && (parameter.Record ?? other.Record) is not null)
        {
            problems.AddRepeated(parameter, other);
        }

        _bound[path] = parameter;
        if (option is not null)
        {
            _options.Take(option);
        }

        return new BindingModel(path);
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
                Add(ProblemIds.WrongHonors, $"[Honors] of '{method.Name}' must name the arguments, without which there is no command: " +
                    "add nameof(Command.Arguments).", "Arguments");
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

    private void AddMissing(string declaration) =>
        Add(ProblemIds.MissingParameter, $"The method '{method.Name}' with [{shape.Name}] must take '{declaration}'.", declaration);

    private void Add(string id, Bindable parameter, string message, string? proposal = null) =>
        parameter.Report(problems, id, message, proposal);

    private void Add(string id, string message, string? proposal) => problems.Add(id, method, message, proposal: proposal);
}
