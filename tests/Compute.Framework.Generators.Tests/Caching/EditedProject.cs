using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Generators.Tests.Caching;

/// <summary>A project under edit: files in which pieces of text are exchanged to and fro, with options and references that change too.</summary>
internal sealed class EditedProject
{
    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly Dictionary<string, string> _texts = EditedSources.Files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
    private readonly bool[] _isExchanged = new bool[EditedSources.Exchanges.Length];
    private CSharpCompilation _library = Library(EditedSources.Library);

    public EditedProject() => Compilation = CSharpCompilation.Create(
        "Edited",
        EditedSources.Files.Select(file => GeneratorRun.Parse(file.Text, file.Path)),
        [.. GeneratorRun.References, _library.ToMetadataReference()],
        Options);

    /// <summary>The compilation as an editor keeps it: what an edit does not touch is the object that it was.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The same, made of new trees, so that nothing that was remembered about the old ones can be of use.</summary>
    public CSharpCompilation Fresh() => CSharpCompilation.Create(
        Compilation.AssemblyName,
        Compilation.SyntaxTrees.Select(tree => GeneratorRun.Parse(tree.ToString(), tree.FilePath)),
        [.. GeneratorRun.References, .. Compilation.References.OfType<CompilationReference>().Select(_ => Library(_library.SyntaxTrees.Single().ToString()).ToMetadataReference())],
        Compilation.Options);

    /// <summary>Changes one thing or several; says which.</summary>
    public string Edit(Random random)
    {
        var edits = new List<string>();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            edits.Add(random.Next(12) switch
            {
                0 => EditOptions(random),
                1 => EditReferences(random),
                2 => Damage(random),
                3 => Reorder(random),
                < 8 => TakeBack(random),
                _ => Exchange(random.Next(EditedSources.Exchanges.Length)),
            });
        }

        return string.Join("; ", edits);
    }

    /// <summary>Keeps the project near to one that is right, where most can be seen.</summary>
    private string TakeBack(Random random)
    {
        int[] exchanged = [.. Enumerable.Range(0, _isExchanged.Length).Where(index => _isExchanged[index])];
        return exchanged.Length == 0 ? "nothing" : Exchange(exchanged[random.Next(exchanged.Length)]);
    }

    /// <summary>Exchanges a piece of text, or puts the old one back.</summary>
    public string Exchange(int index)
    {
        var (path, piece, replacement) = EditedSources.Exchanges[index];
        if (replacement.Length == 0)
        {
            // Something that is found again.
            replacement = $"/*{index}*/";
        }

        var (from, to) = _isExchanged[index] ? (replacement, piece) : (piece, replacement);
        var place = _texts[path].IndexOf(from, StringComparison.Ordinal);
        if (place < 0)
        {
            return "nothing, as other edits are in the way";
        }

        _isExchanged[index] = !_isExchanged[index];
        SetText(path, _texts[path].Remove(place, from.Length).Insert(place, to));
        return $"{path}: {from} -> {to}";
    }

    private void SetText(string path, string text)
    {
        _texts[path] = text;
        var tree = Tree(path);
        Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text)));
    }

    private SyntaxTree Tree(string path) => Compilation.SyntaxTrees.Single(tree => tree.FilePath == path);

    private string EditOptions(Random random)
    {
        var options = Compilation.Options;
        Compilation = random.Next(4) switch
        {
            0 => Compilation.WithOptions(options.WithNullableContextOptions(
                options.NullableContextOptions == NullableContextOptions.Enable ? NullableContextOptions.Disable : NullableContextOptions.Enable)),
            1 => Compilation.WithOptions(options.WithOutputKind(
                options.OutputKind == OutputKind.DynamicallyLinkedLibrary ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)),
            2 => Compilation.WithAssemblyName(Compilation.AssemblyName == "Edited" ? "Friend" : "Edited"),
            _ => Compilation.WithOptions(options.WithAllowUnsafe(!options.AllowUnsafe)),
        };
        return $"options: {Compilation.Options.NullableContextOptions}, {Compilation.Options.OutputKind}, {Compilation.AssemblyName}";
    }

    private string EditReferences(Random random)
    {
        var old = Compilation.References.OfType<CompilationReference>().SingleOrDefault();
        if (random.Next(4) == 0)
        {
            Compilation = old is null ? Compilation.AddReferences(_library.ToMetadataReference()) : Compilation.RemoveReferences(old);
            return old is null ? "library added" : "library removed";
        }

        var text = EditedSources.LibraryVariants[random.Next(EditedSources.LibraryVariants.Length)];
        var tree = _library.SyntaxTrees.Single();
        _library = _library.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text)));
        if (old is not null)
        {
            Compilation = Compilation.ReplaceReference(old, _library.ToMetadataReference());
        }

        return $"library: {text}";
    }

    /// <summary>Takes a character out, or puts one in, wherever it is; at the next opportunity the file is whole again.</summary>
    private string Damage(Random random)
    {
        var damaged = _texts.Keys.FirstOrDefault(path => _texts[path] != Tree(path).ToString());
        if (damaged is not null)
        {
            SetText(damaged, _texts[damaged]);
            return $"{damaged}: whole again";
        }

        var path = EditedSources.Files[random.Next(EditedSources.Files.Length)].Path;
        var text = _texts[path];
        var place = random.Next(text.Length);
        var tree = Tree(path);
        var spoilt = random.Next(2) == 0 ? text.Remove(place, 1) : text.Insert(place, "{};\"/#(<"[random.Next(8)].ToString());
        Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(spoilt)));
        return $"{path}: damaged at {place}";
    }

    private string Reorder(Random random)
    {
        var trees = Compilation.SyntaxTrees.ToArray();
        random.Shuffle(trees);
        Compilation = Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        return "other order of files";
    }

    private static CSharpCompilation Library(string text) =>
        CSharpCompilation.Create("Library", [GeneratorRun.Parse(text, "Library.cs")], GeneratorRun.References, Options);
}
