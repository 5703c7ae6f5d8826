namespace Compute.Providers.Local.Files;

/// <summary>The names whose creation was reported, so that it is not reported twice: once when a new directory is read, once by its
/// event.</summary>
/// <remarks>What is below a directory that was deleted or moved goes with it: events report the directory alone.</remarks>
internal sealed class CreatedNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Adds a name; false when it is there.</summary>
    public bool Add(string name) => _names.Add(name);

    public void Remove(string name)
    {
        _names.Remove(name);
        _names.RemoveWhere(other => IsBelow(other, name));
    }

    public void Move(string oldName, string name)
    {
        var moved = _names.Where(other => IsBelow(other, oldName)).ToList();
        Remove(oldName);
        Remove(name);
        _names.Add(name);
        _names.UnionWith(moved.Select(other => name + other[oldName.Length..]));
    }

    private static bool IsBelow(string name, string directory) =>
        name.Length > directory.Length && name[directory.Length] == '/' && name.StartsWith(directory, StringComparison.Ordinal);
}
