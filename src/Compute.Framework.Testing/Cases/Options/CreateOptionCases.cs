namespace Compute.Framework.Testing;

/// <summary>Each option of a creation that is claimed is seen inside.</summary>
public static class CreateOptionCases
{
    /// <summary>The environment of a sandbox is that of each of its commands; a command's own variables win.</summary>
    [ComplianceCase("options/create-environment")]
    [Proves(SandboxOperation.CreateSandbox, "Environment")]
    public static async Task Environment(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Environment");
        context.RequireShell();
        var sandbox = await context.CreateSandboxAsync(context.Defaults with
        {
            Environment = new Dictionary<string, string>(
                context.Defaults.Environment) { ["OF_SANDBOX"] = "a=b\n'c' $d", ["OVERRIDDEN"] = "sandbox" },
        }).ConfigureAwait(false);
        Check.Equal(
            "a=b\n'c' $d",
            await context.TextAsync(sandbox, "printf '%s' \"$OF_SANDBOX\"").ConfigureAwait(false),
            "a variable of the sandbox",
            Law.HonorOrReject);
        if (context.Capabilities.Supports(SandboxOperation.RunCommand, "Environment"))
        {
            var command = Command.Shell("printf '%s %s' \"$OVERRIDDEN\" " +
                "\"${OF_SANDBOX:+there}\"") with { Environment = new Dictionary<string, string> { ["OVERRIDDEN"] = "command" } };
            var result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
            Check.Text(
                "command there",
                result.StandardOutput,
                "a variable that sandbox and command set, and one that only the sandbox sets",
                Law.HonorOrReject);
        }

        var found = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds the sandbox",
            Law.Identity);
        Check.Equal(
            "sandbox",
            await context.TextAsync(found, "printf '%s' \"$OVERRIDDEN\"").ConfigureAwait(false),
            "a variable of the sandbox, seen through GetAsync",
            Law.HonorOrReject);
    }

    /// <summary>The working directory is where commands start and relative paths begin.</summary>
    [ComplianceCase("options/create-working-directory")]
    [Proves(SandboxOperation.CreateSandbox, "WorkingDirectory")]
    public static async Task WorkingDirectory(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "WorkingDirectory");
        context.RequireShell();
        var directory = context.Settings.ExistingDirectory;
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { WorkingDirectory = directory }).ConfigureAwait(false);
        var expected = await context.TextAsync(sandbox, "cd \"$1\" && pwd -P", directory).ConfigureAwait(false);
        Check.Equal(
            expected, await context.TextAsync(sandbox, "pwd -P").ConfigureAwait(false), "where a command starts", Law.HonorOrReject);
        var name = $"compliance-{Guid.NewGuid():n}";
        await context.WriteTextAsync(sandbox, name, "here").ConfigureAwait(false);
        Check.Equal(
            "here",
            await context.TextAsync(sandbox, "cat \"$1/$2\"; rm -f \"$1/$2\"", directory, name).ConfigureAwait(false),
            "a file written to a relative path, read by its absolute path",
            Law.HonorOrReject);
    }

    /// <summary>Labels are reported as they were given, and nothing else.</summary>
    [ComplianceCase("options/create-labels")]
    [Proves(SandboxOperation.CreateSandbox, "Labels")]
    public static async Task Labels(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Labels");
        var options = context.DefaultsWithLabels(("team", "a-b_c.1"), ("empty", ""));
        var sandbox = await context.CreateSandboxAsync(options).ConfigureAwait(false);
        var info = await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(Show(options.Labels), Show(info.Labels), "SandboxInfo.Labels", Law.HonorOrReject);
    }

    /// <summary>The name is seen where the provider shows names.</summary>
    [ComplianceCase("options/create-name")]
    [Proves(SandboxOperation.CreateSandbox, "Name")]
    public static async Task Name(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Name");
        var name = Optional.NewName();
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Name = name }).ConfigureAwait(false);
        var told = context.Settings.ReadName is { } readName
            ? await readName(sandbox, context.CancellationToken).ConfigureAwait(false)
            : (await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).Name;
        if (told is null && context.Settings.ReadName is null)
        {
            context.NotApplicable("SandboxInfo.Name is null and Settings.ReadName is not set: nothing here can read a sandbox's name.");
        }

        Check.Equal(name, told, "the name of the sandbox", Law.HonorOrReject);
    }

    /// <summary>Commands run as the user.</summary>
    [ComplianceCase("options/create-user")]
    [Proves(SandboxOperation.CreateSandbox, "User")]
    public static async Task User(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "User");
        context.RequireShell();
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { User = context.Settings.OtherUser }).ConfigureAwait(false);
        Check.Equal(
            context.Settings.OtherUser + "\n",
            await context.TextAsync(sandbox, "id -un").ConfigureAwait(false),
            "the user that a command sees",
            Law.HonorOrReject);
    }

    /// <summary>A command runs as its own user.</summary>
    [ComplianceCase("options/run-user")]
    [Proves(SandboxOperation.RunCommand, "User")]
    public static async Task RunUser(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "User");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = await sandbox.RunAsync(
            Command.Create("id", "-un") with { User = context.Settings.OtherUser }, context.CancellationToken).ConfigureAwait(false);
        Check.Text(context.Settings.OtherUser + "\n", result.StandardOutput, "the user that a command sees", Law.HonorOrReject);
    }

    /// <summary>The image is the one that was asked for.</summary>
    [ComplianceCase("options/create-image")]
    [Proves(SandboxOperation.CreateSandbox, "Image")]
    public static Task Image(ComplianceContext context) =>
        CheckOriginAsync(context, "Image", context.Settings.Image, (options, name) => options with { Image = name });

    /// <summary>An image that does not exist is an error with its name in it, and nothing is made.</summary>
    [ComplianceCase("options/image-unknown")]
    public static async Task ImageUnknown(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Image");
        var name = Optional.NewName();
        var error = await Check.ThrowsAsync<ComputeException>(
            () => context.CreateSandboxAsync(context.Defaults with { Image = name }),
            "CreateAsync from an image that does not exist",
            Law.HonorOrReject).ConfigureAwait(false);
        Check.That(
            error.Message.Contains(name, StringComparison.Ordinal), $"a message with the name '{name}' in it", error.Message, Law.Errors);
    }

    /// <summary>The template is the one that was asked for.</summary>
    [ComplianceCase("options/create-template")]
    [Proves(SandboxOperation.CreateSandbox, "Template")]
    public static Task Template(ComplianceContext context) =>
        CheckOriginAsync(context, "Template", context.Settings.Template, (options, name) => options with { Template = name });

    /// <summary>A mounted directory shows what is in it; read-only means that.</summary>
    [ComplianceCase("options/create-mounts")]
    [Proves(SandboxOperation.CreateSandbox, "Mounts")]
    public static async Task Mounts(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Mounts");
        context.RequireShell();
        if (context.Settings.MountSource is not { } source)
        {
            var directory = Directory.CreateTempSubdirectory("compliance-mount-");
            context.OnEnd(() =>
            {
                directory.Delete(recursive: true);
                return ValueTask.CompletedTask;
            });
            source = directory.FullName;
        }

        SandboxMount[] mounts = [new(source, "/compliance/writable", IsReadOnly: false), new(source, "/compliance/read-only")];
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Mounts = mounts }).ConfigureAwait(false);
        await context.TextAsync(sandbox, "printf mounted > /compliance/writable/file").ConfigureAwait(false);
        Check.Equal(
            "mounted",
            await context.TextAsync(sandbox, "cat /compliance/read-only/file").ConfigureAwait(false),
            "what one mount reads that another of the same source wrote",
            Law.HonorOrReject);
        var refused = await context.ShellAsync(sandbox, "printf x > /compliance/read-only/file").ConfigureAwait(false);
        Check.That(!refused.IsSuccess, "writing to a read-only mount fails", Check.Show(refused), Law.HonorOrReject);
        var other = await context.CreateSandboxAsync(context.Defaults with { Mounts = [mounts[1]] }).ConfigureAwait(false);
        Check.Equal(
            "mounted",
            await context.TextAsync(
                other, "cat /compliance/read-only/file; rm -f /compliance/read-only/file 2>/dev/null || :").ConfigureAwait(false),
            "what a second sandbox reads from the same source",
            Law.HonorOrReject);
    }

    /// <summary>No network is really none.</summary>
    [ComplianceCase("options/create-network")]
    [Proves(SandboxOperation.CreateSandbox, "Network")]
    public static async Task Network(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Network");
        context.RequireShell();
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Network = NetworkPolicy.None }).ConfigureAwait(false);
        var routes = await context.ShellAsync(sandbox, "cat /proc/net/route").ConfigureAwait(false);
        if (!routes.IsSuccess)
        {
            context.NotApplicable("There is no /proc/net/route in the sandboxes to see routes in.");
        }

        var lines = routes.StandardOutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Check.That(
            lines.Length <= 1, "no route leads out of a sandbox with NetworkPolicy.None", $"{lines.Length - 1} routes", Law.HonorOrReject);
        var interfaces = await context.TextAsync(sandbox, "for i in /sys/class/net/*; do n=${i##*/}; case $(cat \"$i/operstate\" " +
            "2>/dev/null) in up) printf '%s ' \"$n\";; esac; done").ConfigureAwait(false);
        var named = await context.TextAsync(sandbox, "grep -c ':' /proc/net/dev || :").ConfigureAwait(false);
        Check.That(interfaces.Length == 0 || named.Trim() == "1", "no interface but the loopback is up", interfaces, Law.HonorOrReject);
    }

    private static async Task CheckOriginAsync(
        ComplianceContext context, string option, OriginSample? sample, Func<CreateSandboxOptions, string, CreateSandboxOptions> set)
    {
        context.Require(SandboxOperation.CreateSandbox, option);
        if (sample is null)
        {
            context.NotApplicable($"Settings.{option} is not set: the environment has none to try.");
            return;
        }

        var sandbox = await context.CreateSandboxAsync(set(context.Defaults, sample.Name)).ConfigureAwait(false);
        var evidence = await context.ReadTextAsync(sandbox, sample.EvidencePath).ConfigureAwait(false);
        Check.That(
            evidence.Contains(sample.EvidenceText, StringComparison.Ordinal),
            $"{sample.EvidencePath} contains '{sample.EvidenceText}' in {option} '{sample.Name}'",
            evidence,
            Law.HonorOrReject);
    }

    private static string Show(IReadOnlyDictionary<string, string> labels) =>
        string.Join(", ", labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}='{label.Value}'"));
}
