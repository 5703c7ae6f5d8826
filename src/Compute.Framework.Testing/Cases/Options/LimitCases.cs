using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Limits limit.</summary>
public static class LimitCases
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>A fifth of a processor gives about a fifth of the time, whatever else the machine does.</summary>
    /// <remarks>Where others leave little, an unlimited command gets little, too, and nothing would be shown. So a sandbox without the
    /// limit does the same at the same time, with more and more to do, until it gets clearly more than the limit. Where it never does,
    /// the kernel inside must report the limit.</remarks>
    [ComplianceCase("options/create-cpus", Alone = true)]
    [Proves(SandboxOperation.CreateSandbox, "Resources.Cpus")]
    public static async Task Cpus(ComplianceContext context)
    {
        var sandbox = await LimitedAsync(context, "Resources.Cpus", new SandboxResources { Cpus = 0.2 }).ConfigureAwait(false);
        var control = await context.CreateSandboxAsync().ConfigureAwait(false);
        double[] shares = [];
        for (var loops = 1; loops <= 16; loops *= 2)
        {
            shares = await Task.WhenAll(
                BusyShareAsync(context, sandbox, loops), BusyShareAsync(context, control, loops)).ConfigureAwait(false);
            Check.That(
                shares[0] <= 0.3,
                "a busy command uses about a fifth of one processor (0.3 at the most)",
                string.Create(CultureInfo.InvariantCulture, $"it used {shares[0]:0.00} of one, and {shares[1]:0.00} without the limit"),
                Law.HonorOrReject);

            // Equal commands at the same time get equal shares, however busy the machine is.
            if ((shares[1] >= 0.4 && shares[1] >= 2 * shares[0]) || await TellsQuotaAsync(context, sandbox, 0.3).ConfigureAwait(false))
            {
                return;
            }
        }

        throw new ComplianceFailedException(
            "a command without the limit gets twice as much of a processor and 0.4 of one, or the kernel inside reports the limit",
            string.Create(
                CultureInfo.InvariantCulture,
                $"it got {shares[1]:0.00} of one, and {shares[0]:0.00} with the limit, of which the kernel reports nothing"),
            Law.HonorOrReject);
    }

    /// <summary>Whether a control group that can be seen from inside, the sandbox's or one above, has a quota of at most that
    /// share.</summary>
    private static async Task<bool> TellsQuotaAsync(ComplianceContext context, ISandbox sandbox, double share)
    {
        const string Script = """
            while IFS=: read -r id names path; do
              case ",$names," in
                ,,) root=/sys/fs/cgroup ;;
                *,cpu,*) root=/sys/fs/cgroup/cpu; [ -d "$root" ] || root=/sys/fs/cgroup/$names ;;
                *) continue ;;
              esac
              while :; do
                cat "$root$path/cpu.max" 2>/dev/null
                echo $(cat "$root$path/cpu.cfs_quota_us" "$root$path/cpu.cfs_period_us" 2>/dev/null)
                case $path in ''|/) break ;; esac
                path=${path%/*}
              done
            done < /proc/self/cgroup
            """;
        var result = await context.ShellAsync(sandbox, Script).ConfigureAwait(false);
        return result.StandardOutputText.Split('\n').Any(line =>
            line.Split(' ') is [var quota, var period]
            && double.TryParse(quota, NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            && double.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            && used <= share * of);
    }

    /// <summary>How much of one processor so many busy loops get in two seconds; they are children, and what they used is theirs.</summary>
    private static async Task<double> BusyShareAsync(ComplianceContext context, ISandbox sandbox, int loops)
    {
        const string Loop = "( while [ ! -e stop ]; do i=0; while [ $i -lt 500 ]; do i=$((i+1)); done; done ) &";
        var start = TimeProvider.System.GetTimestamp();
        var times = await context.TextAsync(
            sandbox,
            $"rm -f stop; (sleep 2; : > stop) & n=0; while [ $n -lt \"$1\" ]; do {Loop} n=$((n+1)); done; wait; times",
            $"{loops}").ConfigureAwait(false);
        var used = times.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Sum(Seconds);
        return used / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>A command that needs four times the memory fails; one that needs little does not.</summary>
    [ComplianceCase("options/create-memory")]
    [Proves(SandboxOperation.CreateSandbox, "Resources.MemoryBytes")]
    public static async Task Memory(ComplianceContext context)
    {
        var sandbox = await LimitedAsync(
            context, "Resources.MemoryBytes", new SandboxResources { MemoryBytes = 64 * Mebibyte }).ConfigureAwait(false);
        Check.Exited(
            await context.ShellAsync(sandbox, "dd if=/dev/zero of=/dev/null bs=4194304 count=1 2>/dev/null").ConfigureAwait(false),
            0,
            "a command that needs 4 MiB of 64 MiB",
            Law.HonorOrReject);
        ExecutionResult? result = null;
        try
        {
            result = await context.ShellAsync(sandbox, "dd if=/dev/zero of=/dev/null bs=268435456 count=1").ConfigureAwait(false);
        }
        catch (ComputeException error) when (error is ResourceLimitException or SandboxUnavailableException or SandboxNotFoundException)
        {
            // The whole sandbox may end with the command that took too much.
        }

        Check.That(
            result is not { IsSuccess: true },
            "a command that needs 256 MiB of 64 MiB does not succeed",
            "it succeeded",
            Law.HonorOrReject);
    }

    /// <summary>Forty processes do not fit into sixteen.</summary>
    [ComplianceCase("options/create-max-processes")]
    [Proves(SandboxOperation.CreateSandbox, "Resources.MaxProcesses")]
    public static async Task MaxProcesses(ComplianceContext context)
    {
        var sandbox = await LimitedAsync(
            context, "Resources.MaxProcesses", new SandboxResources { MaxProcesses = 16 }).ConfigureAwait(false);
        Check.Exited(
            await context.ShellAsync(sandbox, "sleep 0 & sleep 0 & wait").ConfigureAwait(false),
            0,
            "a command with two children",
            Law.HonorOrReject);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(6));
        ExecutionResult? result = null;
        try
        {
            result = await sandbox.RunAsync(
                Command.Shell("i=0; while [ $i -lt 40 ]; do sleep 20 > /dev/null 2>&1 & i=$((i+1)); done; printf all"),
                limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // Some shells wait for a process to become free.
        }
        catch (ComputeException error) when (error is ResourceLimitException or SandboxUnavailableException)
        {
        }

        Check.That(
            result is null || !(result.IsSuccess && result.StandardOutputText == "all"),
            "a command that starts 40 processes where 16 are allowed does not get all of them", "it did", Law.HonorOrReject);
    }

    /// <summary>64 MiB do not fit onto 16 MiB of disk.</summary>
    [ComplianceCase("options/create-disk")]
    [Proves(SandboxOperation.CreateSandbox, "Resources.DiskBytes")]
    public static async Task Disk(ComplianceContext context)
    {
        var sandbox = await LimitedAsync(
            context, "Resources.DiskBytes", new SandboxResources { DiskBytes = 16 * Mebibyte }).ConfigureAwait(false);
        Check.Exited(
            await context.ShellAsync(sandbox, "head -c 1048576 /dev/zero > small").ConfigureAwait(false),
            0,
            "writing 1 MiB where 16 MiB are allowed",
            Law.HonorOrReject);
        await context.ShellAsync(sandbox, "for i in 1 2 3 4; do head -c 16777216 /dev/zero > \"large$i\"; done").ConfigureAwait(false);
        var kept = long.Parse(
            await context.TextAsync(sandbox, "cat large1 large2 large3 large4 2>/dev/null | wc -c | tr -d ' '").ConfigureAwait(false),
            CultureInfo.InvariantCulture);
        Check.That(
            kept < 32 * Mebibyte,
            "of 64 MiB written where 16 MiB are allowed, at most about 16 MiB are there",
            $"{kept} bytes",
            Law.HonorOrReject);
    }

    /// <summary>A GPU is there when one is asked for.</summary>
    [ComplianceCase("options/create-gpus")]
    [Proves(SandboxOperation.CreateSandbox, "Resources.Gpus")]
    public static async Task Gpus(ComplianceContext context)
    {
        var sandbox = await LimitedAsync(context, "Resources.Gpus", new SandboxResources { Gpus = 1 }).ConfigureAwait(false);
        var devices = await context.TextAsync(
            sandbox, "ls -d /dev/nvidia[0-9]* /dev/dri/renderD* /dev/kfd 2>/dev/null || :").ConfigureAwait(false);
        Check.That(devices.Length > 0, "the device of a GPU inside (/dev/nvidia*, /dev/dri/renderD*, /dev/kfd)", "none", Law.HonorOrReject);
    }

    /// <summary>Limits that are no limits are refused.</summary>
    [ComplianceCase("options/limits-not-positive")]
    public static async Task LimitsNotPositive(ComplianceContext context)
    {
        foreach (var (name, resources) in ((string, SandboxResources)[])
            [
                ("Cpus", new() { Cpus = 0 }), ("MemoryBytes", new() { MemoryBytes = -1 }), ("DiskBytes", new() { DiskBytes = 0 }),
                ("MaxProcesses", new() { MaxProcesses = 0 }), ("Gpus", new() { Gpus = -1 })
            ])
        {
            if (context.Capabilities.Supports(SandboxOperation.CreateSandbox, $"Resources.{name}"))
            {
                await Check.ThrowsAsync<ArgumentException>(
                    () => context.CreateSandboxAsync(context.Defaults with { Resources = resources }),
                    $"CreateAsync with Resources.{name} that is not positive",
                    Law.Arguments).ConfigureAwait(false);
            }
        }
    }

    private static Task<ISandbox> LimitedAsync(ComplianceContext context, string option, SandboxResources resources)
    {
        context.Require(SandboxOperation.CreateSandbox, option);
        context.RequireShell();
        return context.CreateSandboxAsync(context.Defaults with { Resources = resources });
    }

    /// <summary>Reads <c>0m1.25s</c>.</summary>
    private static double Seconds(string time)
    {
        var parts = time.Trim().TrimEnd('s').Split('m');
        return parts is [var minutes, var seconds]
            ? double.Parse(minutes, CultureInfo.InvariantCulture) * 60 + double.Parse(seconds, CultureInfo.InvariantCulture)
            : 0;
    }
}
