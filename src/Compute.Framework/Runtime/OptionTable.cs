namespace Compute.Framework.Runtime;

/// <summary>An option of a record of the contract.</summary>
/// <param name="Name">Its name in the manifest, in <c>[Honors]</c> and in errors.</param>
/// <param name="Value">Reads its value, for limits.</param>
/// <param name="IsSet">Whether the caller set it, where the value alone does not say so.</param>
internal sealed record Option<T>(string Name, Func<T, object?> Value, Func<T, bool>? IsSet = null);

/// <summary>Honor or reject: the options of a record of the contract. An option that is added to a record is added to its table, so that
/// providers that were compiled earlier refuse it.</summary>
internal sealed class OptionTable<T>(params IEnumerable<Option<T>> options)
{
    private readonly Option<T>[] _options = [.. options];

    /// <summary>The names, in the order in which options are refused.</summary>
    public IEnumerable<string> Names => _options.Select(static option => option.Name);

    /// <summary>The same table without an option.</summary>
    public OptionTable<T> Without(string name) => new(_options.Where(option => option.Name != name));

    /// <summary>Whether the caller set one of the options.</summary>
    public bool SetsAnyOf(T options, IReadOnlySet<string> names) =>
        names.Count > 0 && Array.Exists(_options, option => names.Contains(option.Name) && IsSet(option, options));

    /// <summary>Refuses what is not honored here, and values outside the limits.</summary>
    /// <exception cref="UnsupportedOptionException">There is such an option.</exception>
    public void Check(T options, OperationCapability here)
    {
        Refuse(options, here);
        CheckLimits(options, here);
    }

    /// <summary>Refuses an option that is set and not honored. What the provider lacks has no entry in the manifest; what only this machine
    /// or its back end lacks has one that says why.</summary>
    /// <exception cref="UnsupportedOptionException">An option is set that is not honored here.</exception>
    public void Refuse(T options, OperationCapability here)
    {
        foreach (var option in _options)
        {
            if (here[option.Name] is { Level: SupportLevel.Unsupported } support && IsSet(option, options))
            {
                throw new UnsupportedOptionException(option.Name, support.Description);
            }
        }
    }

    /// <summary>Refuses a value outside the limits that the author declared.</summary>
    /// <exception cref="UnsupportedOptionException">A value is outside the limits.</exception>
    public void CheckLimits(T options, OperationCapability here)
    {
        foreach (var (name, limits) in here.Limits)
        {
            // A limit that is not enforced would be worse than an error.
            var option = Array.Find(_options, option => option.Name == name)
                ?? throw new NotSupportedException($"The values of the option '{name}' cannot be limited.");
            if (option.Value(options) is { } value)
            {
                LimitGuard.Check(name, value, limits);
            }
        }
    }

    private static bool IsSet(Option<T> option, T options) => option.IsSet?.Invoke(options) ?? option.Value(options) switch
    {
        null or false => false,
        TimeSpan time => time != Timeout.InfiniteTimeSpan,
        IReadOnlyCollection<object> objects => objects.Count > 0,
        IReadOnlyCollection<int> numbers => numbers.Count > 0,
        IReadOnlyCollection<KeyValuePair<string, string>> pairs => pairs.Count > 0,
        _ => true,
    };
}
