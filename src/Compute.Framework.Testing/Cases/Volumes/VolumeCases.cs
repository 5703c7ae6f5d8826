namespace Compute.Framework.Testing;

/// <summary>Volumes outlive sandboxes.</summary>
public static class VolumeCases
{
    private const string Target = "/compliance/volume";

    /// <summary>A volume is listed as what was asked for, once.</summary>
    [ComplianceCase("volumes/create-and-list")]
    [Proves(SandboxOperation.CreateVolume)]
    [Proves(SandboxOperation.ListVolumes)]
    [Proves(SandboxOperation.CreateVolume, "Name")]
    [Proves(SandboxOperation.CreateVolume, "Labels")]
    public static async Task CreateAndList(ComplianceContext context)
    {
        var store = Store(context);
        var options = new CreateVolumeOptions
        {
            Name = context.Capabilities.Supports(SandboxOperation.CreateVolume, "Name") ? Optional.NewName() : null,
            Labels = context.Capabilities.Supports(SandboxOperation.CreateVolume, "Labels")
                ? new Dictionary<string, string> { ["team"] = "a-b_c.1" }
                : new(),
        };
        var volume = await CreateAsync(context, store, options).ConfigureAwait(false);
        var listed = (
            await context.ToListAsync(store.ListVolumesAsync(
                context.CancellationToken)).ConfigureAwait(false)).Where(info => info.Id == volume.Id).ToList();
        Check.Equal(1, listed.Count, "how often a listing has the volume", Law.Volumes);
        foreach (var info in (VolumeInfo[])[volume, listed[0]])
        {
            Check.That(
                options.Name is null || info.Name == options.Name, $"the name '{options.Name}'", $"'{info.Name}'", Law.HonorOrReject);
            Check.That(
                options.Labels.Count == 0 || info.Labels is { Count: 1 } labels && labels.GetValueOrDefault("team") == "a-b_c.1",
                "the label that was given and no other",
                string.Join(", ", info.Labels.Keys),
                Law.HonorOrReject);
            Optional.CheckAboutNow(info.CreatedAt, "CreatedAt", Law.Volumes);
        }
    }

    /// <summary>Volumes without a name are made apart.</summary>
    [ComplianceCase("volumes/ids-unique")]
    public static async Task IdsUnique(ComplianceContext context)
    {
        var store = Store(context);
        var first = await CreateAsync(context, store, null).ConfigureAwait(false);
        var second = await CreateAsync(context, store, null).ConfigureAwait(false);
        Check.That(
            first.Id.Length > 0 && first.Id != second.Id,
            "an id for each volume, not empty",
            $"'{first.Id}' and '{second.Id}'",
            Law.Volumes);
    }

    /// <summary>A deleted volume is gone; deleting twice, and what never was, succeeds.</summary>
    [ComplianceCase("volumes/delete")]
    [Proves(SandboxOperation.DeleteVolume)]
    public static async Task Delete(ComplianceContext context)
    {
        var store = Store(context);
        var volume = await CreateAsync(context, store, null).ConfigureAwait(false);
        await store.DeleteVolumeAsync(volume.Id, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            (await context.ToListAsync(store.ListVolumesAsync(context.CancellationToken)).ConfigureAwait(false))
                .All(info => info.Id != volume.Id),
            "a listing without the deleted volume",
            "it is still listed",
            Law.Volumes);
        await Check.SucceedsAsync(
            () => store.DeleteVolumeAsync(volume.Id, context.CancellationToken),
            "a second DeleteVolumeAsync",
            Law.Volumes).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => store.DeleteVolumeAsync(Optional.NewName(), context.CancellationToken),
            "DeleteVolumeAsync of what never was",
            Law.Volumes).ConfigureAwait(false);
    }

    /// <summary>What one sandbox writes is there for the next one, after the first is gone.</summary>
    [ComplianceCase("volumes/data-survives")]
    public static async Task DataSurvives(ComplianceContext context)
    {
        var store = MountableStore(context);
        var volume = await CreateAsync(context, store, null).ConfigureAwait(false);
        var bytes = Data.Bytes(300_000, seed: 61);
        var first = await MountedAsync(context, volume).ConfigureAwait(false);
        await first.Files.WriteAllBytesAsync($"{Target}/deep/file", bytes, context.CancellationToken).ConfigureAwait(false);
        await first.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        var second = await MountedAsync(context, volume).ConfigureAwait(false);
        var read = await second.Files.ReadAllBytesAsync($"{Target}/deep/file", context.CancellationToken).ConfigureAwait(false);
        Check.Bytes(bytes, read, "a file of the volume in a second sandbox", Law.Volumes);
        if (context.Settings.NoShell is null && context.Capabilities.Supports(SandboxOperation.RunCommand))
        {
            Check.Equal(
                Data.Checksum(bytes),
                await context.ChecksumAsync(second, $"{Target}/deep/file").ConfigureAwait(false),
                "its checksum as a command sees it",
                Law.Volumes);
        }
    }

    /// <summary>Volumes do not share what is in them.</summary>
    [ComplianceCase("volumes/apart")]
    public static async Task Apart(ComplianceContext context)
    {
        var store = MountableStore(context);
        var first = await MountedAsync(context, await CreateAsync(context, store, null).ConfigureAwait(false)).ConfigureAwait(false);
        await context.WriteTextAsync(first, $"{Target}/file", "of the first").ConfigureAwait(false);
        var second = await MountedAsync(context, await CreateAsync(context, store, null).ConfigureAwait(false)).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(second, $"{Target}/file").ConfigureAwait(false),
            "a new volume is empty",
            "it has another volume's file",
            Law.Volumes);
    }

    /// <summary>A volume that is mounted read-only is only read.</summary>
    [ComplianceCase("volumes/read-only")]
    public static async Task ReadOnly(ComplianceContext context)
    {
        var store = MountableStore(context);
        var volume = await CreateAsync(context, store, null).ConfigureAwait(false);
        var writer = await MountedAsync(context, volume).ConfigureAwait(false);
        await context.WriteTextAsync(writer, $"{Target}/file", "kept").ConfigureAwait(false);
        var reader = await MountedAsync(context, volume, isReadOnly: true).ConfigureAwait(false);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(reader, $"{Target}/file").ConfigureAwait(false),
            "a file of a volume that is mounted read-only",
            Law.Volumes);
        await Check.ThrowsAsync<ComputeException>(
            () => context.WriteTextAsync(reader, $"{Target}/file", "changed"),
            "writing to a volume that is mounted read-only",
            Law.HonorOrReject).ConfigureAwait(false);
        Check.Equal(
            "kept", await context.ReadTextAsync(writer, $"{Target}/file").ConfigureAwait(false), "the file afterwards", Law.HonorOrReject);
    }

    /// <summary>What is too much for the volume does not fit.</summary>
    [ComplianceCase("volumes/size")]
    [Proves(SandboxOperation.CreateVolume, "SizeBytes")]
    public static async Task Size(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateVolume, "SizeBytes");
        var store = MountableStore(context);
        var volume = await CreateAsync(context, store, new CreateVolumeOptions { SizeBytes = 16 << 20 }).ConfigureAwait(false);
        Check.That(
            volume.SizeBytes is null or 16 << 20,
            "a SizeBytes of 16 MiB, or null where the back end does not report",
            $"{volume.SizeBytes}",
            Law.HonorOrReject);
        var sandbox = await MountedAsync(context, volume).ConfigureAwait(false);
        await sandbox.Files.WriteAllBytesAsync($"{Target}/small", new byte[1 << 20], context.CancellationToken).ConfigureAwait(false);
        await Check.ThrowsAsync<ComputeException>(
            () => sandbox.Files.WriteAllBytesAsync($"{Target}/large", new byte[48 << 20], context.CancellationToken),
            "writing 48 MiB to a volume of 16 MiB",
            Law.HonorOrReject).ConfigureAwait(false);
    }

    private static IVolumeStore Store(ComplianceContext context) =>
        context.Store<IVolumeStore>(SandboxOperation.CreateVolume, SandboxOperation.ListVolumes, SandboxOperation.DeleteVolume);

    private static IVolumeStore MountableStore(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Mounts");
        return Store(context);
    }

    private static async Task<VolumeInfo> CreateAsync(ComplianceContext context, IVolumeStore store, CreateVolumeOptions? options)
    {
        var volume = await store.CreateVolumeAsync(options, context.CancellationToken).ConfigureAwait(false);
        context.OnEnd(() => new ValueTask(store.DeleteVolumeAsync(volume.Id, CancellationToken.None)));
        return volume;
    }

    private static Task<ISandbox> MountedAsync(ComplianceContext context, VolumeInfo volume, bool isReadOnly = false) =>
        context.CreateSandboxAsync(context.Defaults with { Mounts = [new SandboxMount(volume.Id, Target, isReadOnly)] });
}
