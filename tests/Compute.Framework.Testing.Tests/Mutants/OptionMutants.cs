using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group options: each claims an option and drops it.</summary>
internal static class OptionMutants
{
    private static readonly OriginSample Sample = new("sample", "/etc/passwd", "a text that only the sample has");

    private static Mutation Limited(SandboxOperation operation, OptionLimits limits) => new() { Describe = info => info.Limit(operation, "Lifetime", limits) };

    public static IEnumerable<Mutant> All() =>
    [
        new("a declared range is not kept", "options/limits-declared", Limited(SandboxOperation.CreateSandbox, new() { AtLeast = "00:00:01", AtMost = "02:00:00" })),
        new("a lifetime that is declared to grow only is shortened", "lifecycle/extend-from-now", Limited(SandboxOperation.ExtendLifetime, new() { OnlyGrows = true })),
        new("the environment is dropped", "options/create-environment", new() { Options = options => options with { Environment = new Dictionary<string, string>() } }),
        new("the working directory is dropped", "options/create-working-directory", new() { Options = options => options with { WorkingDirectory = null } }),
        new("labels without a value are dropped", "options/create-labels", new() { Options = options => options with { Labels = options.Labels.Where(label => label.Value.Length > 0).ToDictionary() } }),
        new("the name is dropped", "options/create-name", new() { Options = options => options with { Name = null } }),
        new("the user is dropped", "options/create-user", Drops(SandboxOperation.CreateSandbox, "User", options => options with { User = null })),
        new("a command's user is dropped", "options/run-user", new() { Describe = info => info.Claim(SandboxOperation.RunCommand, "User"), Run = Input(command => command with { User = null }) }),
        new("the image is dropped", "options/create-image", Drops(SandboxOperation.CreateSandbox, "Image", options => options with { Image = null }), Settings: new() { Image = Sample }),
        new("an unknown image is the default one", "options/image-unknown", Drops(SandboxOperation.CreateSandbox, "Image", options => options with { Image = null })),
        new("the template is dropped", "options/create-template", Drops(SandboxOperation.CreateSandbox, "Template", options => options with { Template = null }), Settings: new() { Template = Sample }),
        new("mounts are dropped", "options/create-mounts", Drops(SandboxOperation.CreateSandbox, "Mounts", options => options with { Mounts = [] })),
        new("the network policy is dropped", "options/create-network", Drops(SandboxOperation.CreateSandbox, "Network", options => options with { Network = null })),
        new("the limit of processors is dropped", "options/create-cpus", Drops(SandboxOperation.CreateSandbox, "Resources.Cpus", Resources(resources => resources with { Cpus = null }))),
        new("the limit of memory is dropped", "options/create-memory", Drops(SandboxOperation.CreateSandbox, "Resources.MemoryBytes", Resources(resources => resources with { MemoryBytes = null }))),
        new("the limit of processes is dropped", "options/create-max-processes", Drops(SandboxOperation.CreateSandbox, "Resources.MaxProcesses", Resources(resources => resources with { MaxProcesses = null }))),
        new("the limit of disk space is dropped", "options/create-disk", Drops(SandboxOperation.CreateSandbox, "Resources.DiskBytes", Resources(resources => resources with { DiskBytes = null }))),
        new("the number of GPUs is dropped", "options/create-gpus", Drops(SandboxOperation.CreateSandbox, "Resources.Gpus", Resources(resources => resources with { Gpus = null }))),
        new("the security profile is dropped", "options/create-security", Drops(SandboxOperation.CreateSandbox, "Security", options => options with { Security = null })),
        new("capabilities are left as they are", "options/security-capabilities", Drops(SandboxOperation.CreateSandbox, "Security", options => options with { Security = null })),
        new("the seccomp profile is dropped", "options/security-seccomp", Drops(SandboxOperation.CreateSandbox, "Security", options => options with { Security = null })),
        new("limits that are no limits are none", "options/limits-not-positive", new() { Describe = info => info.Claim(SandboxOperation.CreateSandbox, "Resources.MaxProcesses"), Options = Resources(resources => resources with { MaxProcesses = resources.MaxProcesses > 0 ? resources.MaxProcesses : null }) }),
    ];

    private static Func<CreateSandboxOptions, CreateSandboxOptions> Resources(Func<SandboxResources, SandboxResources> change) =>
        options => options with { Resources = change(options.Resources) };
}
