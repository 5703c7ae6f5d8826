namespace Compute.Framework.Testing;

/// <summary>A path as the caller gave it, and the names that lead to it from the root.</summary>
internal readonly record struct TreePath(string Given, IReadOnlyList<string> Names)
{
    private const int MaxLength = 4096;

    public bool IsRoot => Names.Count == 0;

    /// <summary>The last name; the root's is <c>/</c>.</summary>
    public string Name => IsRoot ? "/" : Names[^1];

    /// <summary>The path from the root, without <c>.</c> and <c>..</c>.</summary>
    public string Absolute => "/" + string.Join('/', Names);

    /// <param name="directory">The absolute directory at which relative paths start.</param>
    /// <param name="path">The path; <c>..</c> does not lead above the root.</param>
    public static TreePath Resolve(string directory, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Length > MaxLength)
        {
            throw new SandboxFileException(path, $"The path is longer than {MaxLength} characters.");
        }

        var names = new List<string>();
        foreach (var name in (path.StartsWith('/') ? path : $"{directory}/{path}").Split('/'))
        {
            if (name == "..")
            {
                if (names.Count > 0)
                {
                    names.RemoveAt(names.Count - 1);
                }
            }
            else if (name is not ("" or "."))
            {
                names.Add(name);
            }
        }

        return new TreePath(path, names);
    }

    /// <summary>Whether this is <paramref name="other"/> or below it.</summary>
    public bool IsWithin(TreePath other) =>
        Names.Count >= other.Names.Count && Names.Take(other.Names.Count).SequenceEqual(other.Names, StringComparer.Ordinal);
}
