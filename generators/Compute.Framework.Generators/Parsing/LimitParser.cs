using System.Globalization;
using System.Text.RegularExpressions;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads <c>[AtLeast]</c>, <c>[AtMost]</c> and <c>[Pattern]</c> of an operation's parameters, and of the members of records among
/// them.</summary>
internal sealed class LimitParser(OperationShape shape, IMethodSymbol method, ContractTypes contract, List<Problem> problems)
{
    private const string AtLeast = "AtLeast";
    private const string AtMost = "AtMost";
    private const string Pattern = "Pattern";
    private const string Lifetime = "Lifetime";

    private static readonly string[] Attributes = [AtLeast, AtMost, Pattern];

    /// <summary>The reserved parameters whose value the runtime compares.</summary>
    private static readonly string[] LimitedReserved = ["name", "count", "lifetime", "port"];

    private readonly List<LimitModel> _limits = [];

    public EquatableArray<LimitModel> Result
    {
        get
        {
            AddOnlyGrows();
            return new([.. _limits]);
        }
    }

    /// <summary>Whether a parameter has limits at all.</summary>
    private static bool HasLimits(Bindable parameter) => Array.Exists(Attributes, name => parameter.Attribute(name) is not null);

    public void Read(Bindable parameter)
    {
        if (!HasLimits(parameter))
        {
            return;
        }

        if (OptionOf(parameter) is not { } option)
        {
            Add(
                ProblemIds.MisplacedLimit, parameter,
                "has a limit, but it is no option whose values can be limited: remove the attribute, and check the value in the method.");
            return;
        }

        var before = problems.Count;
        var kind = KindOf(parameter.Type);
        var least = Bound(parameter, AtLeast, kind);
        var most = Bound(parameter, AtMost, kind);
        var (pattern, values) = Texts(parameter, kind);
        if (problems.Count > before)
        {
            return;
        }

        if (least is not null && most is not null && LimitText.Compare(kind, least, most) > 0)
        {
            Add(ProblemIds.MalformedLimit, parameter, $"accepts nothing: [AtLeast] is '{least}', which is more than [AtMost], '{most}'.");
        }

        _limits.Add(new LimitModel(option, least, most, pattern, values));
    }

    private void AddOnlyGrows()
    {
        if (shape.Name != "ExtendLifetime" || Symbols.Attribute(method, shape.Name) is not { } attribute)
        {
            return;
        }

        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "CanShorten", Value.Value: false } && !_limits.Exists(static limit => limit.OnlyGrows))
            {
                var index = _limits.FindIndex(static limit => limit.Option == Lifetime);
                var limits = index < 0 ? new LimitModel(Lifetime, null, null, null, null) : _limits[index];
                _limits.RemoveAll(static limit => limit.Option == Lifetime);
                _limits.Add(limits with { OnlyGrows = true });
            }
        }
    }

    private string? Bound(Bindable parameter, string name, LimitKind kind)
    {
        if (parameter.Attribute(name) is not { } attribute)
        {
            return null;
        }

        if (!LimitText.HasOrder(kind))
        {
            Add(
                ProblemIds.MisplacedLimit,
                parameter,
                $"has [{name}], but its type has no order: limits are for numbers and TimeSpan, [Pattern] for texts.");
            return null;
        }

        var text = Symbols.Text(attribute);
        if (text is null || !LimitText.IsValid(kind, text))
        {
            Add(
                ProblemIds.MalformedLimit,
                parameter,
                $"has [{name}(\"{text}\")], which is no {LimitText.Describe(kind)} in the invariant culture.");
            return null;
        }

        return text;
    }

    private (string? Pattern, string? Values) Texts(Bindable parameter, LimitKind kind)
    {
        if (parameter.Attribute(Pattern) is not { } attribute)
        {
            return default;
        }

        var pattern = Symbols.Text(attribute);
        var values = Symbols.Text(attribute, "Values");
        if (kind is not (LimitKind.Text or LimitKind.Pairs) || (values is not null && kind != LimitKind.Pairs))
        {
            Add(ProblemIds.MisplacedLimit, parameter, kind == LimitKind.Text
                ? "has [Pattern(Values = …)], but it is no dictionary: give the expression alone."
                : "has [Pattern], but it is no text, list of texts or dictionary.");
            return default;
        }

        CheckExpression(parameter, pattern);
        CheckExpression(parameter, values ?? "");
        return (pattern, values);
    }

    private void CheckExpression(Bindable parameter, string? expression)
    {
        try
        {
            _ = new Regex(expression ?? throw new ArgumentNullException(nameof(expression)), RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            Add(ProblemIds.MalformedLimit, parameter, $"has [Pattern] with '{expression}', which is no regular expression.");
        }
    }

    /// <summary>The name that the runtime knows the parameter's value by; null when it compares none.</summary>
    private string? OptionOf(Bindable parameter)
    {
        var name = Names.Pascal(parameter.Name);
        foreach (var reserved in shape.Reserved)
        {
            if (reserved.Name == parameter.Name)
            {
                return Array.IndexOf(LimitedReserved, reserved.Name) >= 0 ? name : null;
            }
        }

        return shape.Name == "RunCode" || shape.Group is OptionGroup.None or OptionGroup.Filter or OptionGroup.BranchLabels
            ? null
            : contract.Option(shape.Group, name)?.Name;
    }

    private static LimitKind KindOf(ITypeSymbol type)
    {
        type = Symbols.WithoutNullable(type);
        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } list
            && list.Name is "IReadOnlyList" or "IReadOnlyCollection" or "IEnumerable")
        {
            return KindOf(((INamedTypeSymbol)type).TypeArguments[0]);
        }

        return type.SpecialType switch
        {
            SpecialType.System_Int32 or SpecialType.System_Int64 => LimitKind.Whole,
            SpecialType.System_Double => LimitKind.Number,
            SpecialType.System_String => LimitKind.Text,
            _ when Symbols.Is(type, "System", "TimeSpan") => LimitKind.Time,
            _ when type is INamedTypeSymbol { Name: "IReadOnlyDictionary" } => LimitKind.Pairs,
            _ => LimitKind.None,
        };
    }

    private void Add(string id, Bindable parameter, string message) =>
        parameter.Report(problems, id, $"The {parameter.Words} {message}");
}
