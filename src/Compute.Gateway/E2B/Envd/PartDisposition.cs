namespace Compute.Gateway.E2B.Envd;

/// <summary>What a part of a form says of itself. Names are as browsers write them: raw UTF-8, in which only quotes and ends of lines are
/// encoded, so that a header's own rules do not apply.</summary>
internal sealed class PartDisposition(string? header)
{
    public string? Name { get; } = Value(header, "; name=\"");

    public string? FileName { get; } = Value(header, "; filename=\"");

    private static string? Value(string? header, string begin)
    {
        var start = header?.IndexOf(begin, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
        {
            return null;
        }

        start += begin.Length;
        var end = header!.IndexOf('"', start);
        return end < 0
            ? null
            : header[start..end]
                .Replace("%22", "\"", StringComparison.Ordinal)
                .Replace("%0D", "\r", StringComparison.Ordinal)
                .Replace("%0A", "\n", StringComparison.Ordinal);
    }
}
