using System.Collections.Concurrent;
using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the groups volumes, networks, templates and events.</summary>
internal static class StoreMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        Stored("a volume's labels are dropped", "volumes/create-and-list", new() { CreateVolume = (create, options) => create(options is null ? null : options with { Labels = new Dictionary<string, string>() }) }),
        Stored("volumes without a name are one and the same", "volumes/ids-unique", OneVolume()),
        Stored("deleting an unknown volume throws", "volumes/delete", new() { DeleteVolume = (delete, id) => id.StartsWith("compliance-", StringComparison.Ordinal) ? throw new ResourceNotFoundException("volume", id) : delete() }),
        Mounted("volumes are not mounted", "volumes/data-survives", new() { Options = options => options with { Mounts = [] } }),
        Mounted("every mount is of the first volume", "volumes/apart", FirstMount()),
        Mounted("a read-only mount can be written", "volumes/read-only", new() { Options = options => options with { Mounts = [.. options.Mounts.Select(mount => mount with { IsReadOnly = false })] } }),
        Mounted("a volume's size is claimed and dropped", "volumes/size", new() { Describe = info => info.Claim(SandboxOperation.CreateVolume, "SizeBytes"), Stores = new() { CreateVolume = (create, options) => create(options is null ? null : options with { SizeBytes = null }) } }),
        Stored("a network's name is dropped", "networks/create-and-list", new() { CreateNetwork = (create, options) => create(options is null ? null : options with { Name = null }) }),
        Stored("deleting an unknown network throws", "networks/delete", new() { DeleteNetwork = (delete, id) => id.StartsWith("compliance-", StringComparison.Ordinal) ? throw new ResourceNotFoundException("network", id) : delete() }),
        Stored("an internal network is like any other", "networks/internal", new() { CreateNetwork = (create, options) => create(options is null ? null : options with { IsInternal = false }) }),
        Mounted("the network's name is taken for none", "networks/shared", new() { Options = options => options.Network?.NetworkName is not null ? options with { Network = NetworkPolicy.None } : options }),
        Mounted("an unknown network is the default one", "networks/unknown", new() { Create = Fallback(options => options with { Network = null }) }),
        new("the template is dropped", "templates/build", new() { Options = options => options with { Template = null } }, MutantBase.Reference),
        Stored("a listing keeps deleted templates", "templates/list-and-delete", new() { DeleteTemplate = (_, _) => Task.CompletedTask }),
        Stored("a build that fails gives what it has", "templates/broken-recipe", new() { Build = Hurried }),
        new("a template that is used cannot be deleted", "templates/delete-while-in-use", UsedTemplates(), MutantBase.Reference),
        new("an unknown template is the default", "templates/unknown", new() { Create = Fallback(options => options with { Template = null }) }, MutantBase.Reference),
        Stored("the recipe's path is dropped", "templates/recipe-path", new() { Build = (build, options) => build(options with { RecipePath = null }) }),
        Stored("arguments of a build are dropped", "templates/arguments", new() { Build = (build, options) => build(options with { Arguments = new Dictionary<string, string>() }) }),
        Stored("the end of a sandbox is not told", "events/created-and-destroyed", new() { Events = (read, since) => read(since).Where(item => item.Kind != SandboxEventKind.Destroyed) }),
        Stored("reading begins with everything", "events/since", new() { Events = (read, since) => read(since is null ? null : DateTimeOffset.UnixEpoch) }),
        Stored("reading ends after two events", "events/cancel", new() { Events = (read, since) => read(since).Take(2) }),
        Stored("pauses are not told", "events/paused-and-resumed", new() { Events = (read, since) => read(since).Where(item => item.Kind != SandboxEventKind.Paused) }),
    ];

    private static Mutant Stored(string name, string caseId, StoreMutation mutation) => new(name, caseId, new() { Stores = mutation }, MutantBase.Reference);

    private static Mutant Mounted(string name, string caseId, Mutation mutation) => new(name, caseId, mutation, MutantBase.ReferenceInNamespaces);

    private static StoreMutation OneVolume()
    {
        VolumeInfo? first = null;
        return new() { CreateVolume = async (create, options) => options?.Name is null ? first ??= await create(options) : await create(options) };
    }

    private static Mutation FirstMount()
    {
        string? first = null;
        return new() { Options = options => options with { Mounts = [.. options.Mounts.Select(mount => mount with { Source = first ??= mount.Source })] } };
    }

    private static Func<CreateSandbox, CreateSandboxOptions?, CancellationToken, Task<ISandbox>> Fallback(Func<CreateSandboxOptions, CreateSandboxOptions> change) =>
        async (create, options, token) =>
        {
            try
            {
                return await create(options, token);
            }
            catch (ResourceNotFoundException)
            {
                return await create(change(options!), token);
            }
        };

    private static async Task<TemplateInfo> Hurried(Func<BuildTemplateOptions, Task<TemplateInfo>> build, BuildTemplateOptions options)
    {
        try
        {
            return await build(options);
        }
        catch (ProviderFaultException)
        {
            return new TemplateInfo { Id = "unfinished", Name = options.Name };
        }
    }

    private static Mutation UsedTemplates()
    {
        var used = new ConcurrentDictionary<string, byte>();
        return new()
        {
            Options = options =>
            {
                used.TryAdd(options.Template ?? "", 0);
                return options;
            },
            Stores = new() { DeleteTemplate = (delete, id) => used.ContainsKey(id) ? throw new ComputeException("The template is in use.") : delete() },
        };
    }
}
