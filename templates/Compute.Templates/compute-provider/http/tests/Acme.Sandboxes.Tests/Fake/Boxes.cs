using System.Collections.Concurrent;

namespace AcmeSandboxes.Tests.Fake;

/// <summary>The sandboxes of the fake service.</summary>
internal sealed class Boxes : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("acme-fake-");
    private readonly ConcurrentDictionary<string, Box> _boxes = new();
    private readonly ConcurrentDictionary<string, Lazy<Box>> _created = new();

    /// <summary>Creates a sandbox, or gives the one that an earlier request with the same key created.</summary>
    public Box GetOrCreate(string key, AcmeCreate request) => _created.GetOrAdd(key, _ => new(() => Create(request))).Value;

    public Box? Find(string id) => _boxes.GetValueOrDefault(id);

    public IEnumerable<AcmeSandbox> All() => _boxes.Values.Select(box => box.Facts).OrderBy(box => box.Id, StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var box in _boxes.Values)
        {
            box.Remove();
            box.Dispose();
        }

        _root.Delete(recursive: true);
    }

    private Box Create(AcmeCreate request)
    {
        var id = Guid.NewGuid().ToString("N");
        return _boxes[id] = new Box(id, request, _root.CreateSubdirectory(id), () => _boxes.TryRemove(id, out _));
    }
}
