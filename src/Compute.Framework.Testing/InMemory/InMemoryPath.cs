namespace Compute.Framework.Testing.InMemory;

/// <summary>Absolute paths in normal form: no <c>.</c>, no <c>..</c>, no empty part, no slash at the end.</summary>
internal static class InMemoryPath
{
    public static string Normalize(string workingDirectory, string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : $"{workingDirectory}/{path}").Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return "/" + string.Join('/', parts);
    }

    public static string Parent(string full) => full.LastIndexOf('/') is > 0 and var slash ? full[..slash] : "/";

    public static string Name(string full) => full[(full.LastIndexOf('/') + 1)..];

    public static bool IsBelow(string full, string directory) =>
        full.Length > directory.Length && full.StartsWith(directory, StringComparison.Ordinal) && (directory == "/" || full[directory.Length] == '/');
}
