using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Caching;

/// <summary>
/// All that a model can depend on beside its own file: what the files of a compilation declare, what it refers to, its options.
/// An edit within a method's body changes none of this, and only the edited file is read to see so.
/// </summary>
internal sealed class Declarations
{
    private static readonly ConditionalWeakTable<Compilation, Declarations> Known = new();

    private readonly object _gate = new();
    private Parts? _parts;
    private Fingerprint? _fingerprint;

    private Declarations(Parts parts) => _parts = parts;

    public static Declarations Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new(new(compilation)));

    /// <summary>Compares by content. Nothing is read before there is something to compare, so that a single run costs nothing.</summary>
    public bool IsSameAs(Declarations other, CancellationToken cancellationToken) =>
        ReferenceEquals(this, other) || Hash(cancellationToken) == other.Hash(cancellationToken);

    private Fingerprint Hash(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_fingerprint is null)
            {
                _fingerprint = _parts!.Hash(cancellationToken);
                _parts = null;
            }

            return _fingerprint;
        }
    }

    /// <summary>What is hashed: without the compilation itself, which must not live longer for it.</summary>
    private sealed class Parts(Compilation compilation)
    {
        private readonly string _assembly = compilation.AssemblyName ?? "";
        private readonly long _options = Identity.Of(compilation.Options);
        private readonly List<SyntaxTree> _trees = [.. compilation.SyntaxTrees];
        private readonly List<(Declarations? Project, long File, MetadataReferenceProperties Properties)> _references =
            References(compilation);

        public Fingerprint Hash(CancellationToken cancellationToken)
        {
            var writer = new FingerprintWriter();
            writer.Write(_assembly);
            writer.Write(_options);
            writer.Write(_trees.Count);
            foreach (var tree in _trees)
            {
                writer.Write(TreeFingerprint.Of(tree, cancellationToken));
            }

            foreach (var (project, file, properties) in _references)
            {
                writer.Write((int)properties.Kind);
                writer.Write(properties.EmbedInteropTypes ? 1 : 0);
                writer.Write(properties.Aliases.Length);
                foreach (var alias in properties.Aliases)
                {
                    writer.Write(alias);
                }

                writer.Write(file);
                if (project is not null)
                {
                    writer.Write(project.Hash(cancellationToken));
                }
            }

            return writer.Finish();
        }

        /// <summary>A file is known by its object, which is a new one when the file was read again; a project by its own
        /// declarations.</summary>
        private static List<(Declarations? Project, long File, MetadataReferenceProperties Properties)> References(Compilation compilation)
        {
            var references = new List<(Declarations?, long, MetadataReferenceProperties)>();
            foreach (var reference in compilation.References)
            {
                references.Add(reference is CompilationReference { Compilation: { Language: LanguageNames.CSharp } project }
                    ? (Of(project), 0, reference.Properties)
                    : (null, Identity.Of(reference is CompilationReference other ? other.Compilation : reference), reference.Properties));
            }

            return references;
        }
    }
}
