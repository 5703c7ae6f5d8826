namespace Compute.Framework.Benchmarks;

/// <summary>100 MiB into a sandbox and out of it, against <c>cp</c>.</summary>
internal static class TransferRow
{
    private const int Rounds = 5;
    private const int Bytes = 100 << 20;

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync()
    {
        var results = new List<RowResult>();
        foreach (var engine in ContainerEngine.All())
        {
            if (engine.WhyNot is { } reason)
            {
                results.Add(RowResult.Skipped($"{engine.Name}, transfers", "", reason));
                continue;
            }

            await using var provider = engine.CreateProvider();
            await using var sandbox = await provider.CreateAsync();
            results.AddRange(await MeasureAsync(engine, sandbox));
        }

        return results;
    }

    private static async Task<IReadOnlyList<RowResult>> MeasureAsync(ContainerEngine engine, ISandbox sandbox)
    {
        var directory = Directory.CreateTempSubdirectory("compute-benchmarks-");
        try
        {
            var file = Path.Combine(directory.FullName, "file");
            var content = new byte[Bytes];
            new Random(1).NextBytes(content);
            await File.WriteAllBytesAsync(file, content);

            // New files on both sides: where a file is already, it keeps its owner, mode and links, which `cp` does not care for.
            var (ours, theirs) = (0, 0);
            var upload = await Pairs.MeasureAsync(
                Rounds,
                warmUp: 1,
                () => Pairs.TimeAsync(async () =>
                {
                    await using var source = File.OpenRead(file);
                    await sandbox.Files.WriteAsync($"/tmp/up-{ours++}", source);
                }),
                () => Pairs.TimeAsync(() => engine.RunAsync("cp", file, $"{sandbox.Id}:/tmp/up-by-cp-{theirs++}")));
            var download = await Pairs.MeasureAsync(
                Rounds,
                warmUp: 1,
                () => Pairs.TimeAsync(async () =>
                {
                    await using var source = await sandbox.Files.OpenReadAsync("/tmp/up-0");
                    await using var target = File.Create(Path.Combine(directory.FullName, "down"));
                    await source.CopyToAsync(target);
                }),
                () => Pairs.TimeAsync(() => engine.RunAsync("cp", $"{sandbox.Id}:/tmp/up-0", Path.Combine(directory.FullName, "down-by-cp"))));
            var returned = await File.ReadAllBytesAsync(Path.Combine(directory.FullName, "down"));
            if (!content.SequenceEqual(returned))
            {
                throw new InvalidOperationException("What came back is not what was sent.");
            }

            return
            [
                RowResult.Information($"{engine.Name}, 100 MiB into a new file, against `cp`", upload, "ms"),
                RowResult.Information($"{engine.Name}, 100 MiB out of a file, against `cp`", download, "ms"),
            ];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
