namespace Compute.Framework.Generators.Tests;

/// <summary>What was compiled against today's framework runs with one that has grown: it goes on working, the defaults of the new members
/// reach it, and what it cannot know is refused.</summary>
public sealed class LaterFrameworkTests
{
    /// <summary>Compiled against the grown framework.</summary>
    private const string Caller = """
        using Compute.Framework; using Compute.Framework.Authoring;
        public static class Caller
        {
            public static async Task<string> UseAsync(string kind)
            {
                var provider = Create(kind);
                await using var disposal = provider;
                var lines = new List<string>();
                await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Image = "i", Labels = new Dictionary<string, string> { ["a"] = "b" } });
                lines.Add($"created {sandbox.Id}");
                lines.Add($"run {(await sandbox.RunAsync(Command.Create("echo", "hi") with { WorkingDirectory = "/w" })).StandardOutputText}");
                await using (var process = await sandbox.StartAsync(Command.Create("a", "b")))
                {
                    var result = await process.WaitAsync();
                    lines.Add($"{process.DisplayName} {result.ExitCode} {result.StandardOutputText}");
                }

                await sandbox.Files.WriteAsync("/f", new MemoryStream([1, 2, 3]));
                await using (var content = await sandbox.Files.OpenReadAsync("/f"))
                {
                    lines.Add($"file {content.ReadByte()} size {await sandbox.Files.GetSizeAsync("/f")} none {await sandbox.Files.GetSizeAsync("/g")}");
                }

                var info = await sandbox.GetInfoAsync();
                lines.Add($"info {info.Id} {info.Labels["a"]} {info.Owner is not null} {info.Later is null}");
                var found = await provider.GetAsync(sandbox.Id);
                lines.Add($"found {found?.Id}, {await provider.CountAsync()} of {await provider.ListAsync().CountAsync()}");
                lines.Add($"pause {sandbox.TryGet<IPausable>(out var pausable)} {pausable?.KeepsMemory}");
                return string.Join("\n", lines);
            }

            public static async Task<string> DescribeAsync(string kind)
            {
                await using var provider = Create(kind);
                var info = await provider.GetInfoAsync();
                var capabilities = info.Capabilities;
                return $"{info.Later} {capabilities[SandboxOperation.CreateSandbox]["Image"]} {capabilities[SandboxOperation.CreateSandbox]["Priority"].Level} "
                    + $"{capabilities[SandboxOperation.RunCommand]["WorkingDirectory"].Level} {capabilities[SandboxOperation.RunCommand]["Niceness"].Level} "
                    + $"{capabilities[SandboxOperation.Pause].Support.Level} {capabilities[SandboxOperation.RenameSandbox].Support.Level} {capabilities.Supports(SandboxOperation.RenameSandbox)}";
            }

            public static async Task<string> RefuseAsync(string kind)
            {
                await using var provider = Create(kind);
                await using var sandbox = await provider.CreateAsync();
                var nice = Command.Create("true") with { Niceness = 5 };
                return string.Join("\n",
                    await TryAsync(() => provider.CreateAsync(new CreateSandboxOptions { Priority = "high" })),
                    await TryAsync(() => sandbox.RunAsync(nice)),
                    await TryAsync(() => sandbox.StartAsync(nice)),
                    await TryAsync(() => sandbox.RenameAsync("other")),
                    $"{sandbox.TryGet<IRenamable>(out _)} {provider.TryGet<IVolumeStore>(out _)} {await provider.CountAsync()}");
            }

            public static string NewMembers()
            {
                var provider = Older.OldProvider.Create(new Older.OldOptions());
                var setting = provider.Info.Settings.Settings.Single();
                return $"{((ICapabilityRefiner)provider).IsStale} {setting.Name} {setting.Later is null} {new Older.Spoken("x").Later is null}";
            }

            private static ISandboxProvider Create(string kind)
            {
                var provider = Older.OldProvider.Create(new Older.OldOptions { Region = "south" });
                return kind switch { "wrapped" => new Older.OldWrapper(provider), "by hand" => new Older.ByHand(provider), _ => provider };
            }

            private static async Task<string> TryAsync(Func<Task> call)
            {
                try
                {
                    await call();
                    return "done";
                }
                catch (UnsupportedOptionException refused)
                {
                    return "refused " + refused.Option;
                }
                catch (UnsupportedCapabilityException refused)
                {
                    return "unsupported " + refused.Capability;
                }
            }
        }
        """;

    [Fact]
    public async Task What_was_compiled_before_the_framework_grew_goes_on_working()
    {
        using var builds = TwoBuildRun.Of([OlderProvider.Source], LaterFramework.Grow, [Caller]);
        var use = builds.Method<Func<string, Task<string>>>("Caller", "UseAsync");
        var describe = builds.Method<Func<string, Task<string>>>("Caller", "DescribeAsync");
        var refuse = builds.Method<Func<string, Task<string>>>("Caller", "RefuseAsync");

        Assert.Equal("True Region True True", builds.Method<Func<string>>("Caller", "NewMembers")());
        foreach (var kind in (string[])["plain", "wrapped", "by hand"])
        {
            Assert.Equal(
                [
                    "created south-1",
                    kind == "wrapped" ? "run echo hi !" : "run echo hi",
                    "process 7 3 a+b",
                    "file 1 size 3 none -1",
                    "info south-1 b True True",
                    "found south-1, 1 of 1",
                    "pause True True",
                ],
                (await use(kind)).Split('\n'));
            Assert.Equal(
                "later Native (a name) Unsupported Native Unsupported Native Unsupported False", await describe(kind));
            Assert.Equal(
                ["refused Priority", "refused Niceness", "refused Niceness", "unsupported RenameSandbox", "False False 1"], (await refuse(kind)).Split('\n'));
        }
    }
}
