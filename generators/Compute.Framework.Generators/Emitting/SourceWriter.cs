using System.Text;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes source text with indentation and <c>\n</c>, whatever the machine's own line end is.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _needsBlankLine;

    /// <summary>Writes a line; several when the text has several.</summary>
    public void Line(string text = "")
    {
        Separate();
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _indent * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a header line, where there is one, and an opening brace; the result closes it.</summary>
    public Block Braces(string? header, string close = "}")
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        _indent++;
        return new Block(this, close);
    }

    /// <summary>Indents without braces, for the continuation of a line.</summary>
    public Block Indented()
    {
        Separate();
        _indent++;
        return new Block(this, close: null);
    }

    /// <summary>Puts one blank line before whatever comes next in the same block.</summary>
    public void Gap() => _needsBlankLine = true;

    public override string ToString() => _text.ToString();

    private void Separate()
    {
        if (_needsBlankLine)
        {
            _needsBlankLine = false;
            _text.Append('\n');
        }
    }

    private void Close(string? close)
    {
        _needsBlankLine = false;
        _indent--;
        if (close is not null)
        {
            Line(close);
        }
    }

    internal readonly struct Block(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose() => writer.Close(close);
    }
}
