namespace Compute.Framework.Testing;

/// <summary>Each part of a security profile is seen in the state of a process, or refused.</summary>
public static class SecurityCases
{
    private const ulong NetAdmin = 1ul << 12;

    /// <summary>No new privileges, no capabilities left, a root that cannot be written.</summary>
    [ComplianceCase("options/create-security")]
    [Proves(SandboxOperation.CreateSandbox, "Security")]
    public static async Task Security(ComplianceContext context)
    {
        Require(context);
        var security = new SecurityProfile { NoNewPrivileges = true, DropCapabilities = ["ALL"] };
        var sandbox = await context.CreateSandboxAsync(context.Defaults with { Security = security }).ConfigureAwait(false);
        var status = await context.TextAsync(
            sandbox, "grep -E '^(NoNewPrivs|CapEff):' /proc/self/status | tr -d '\\t '").ConfigureAwait(false);
        Check.That(status.Contains("NoNewPrivs:1", StringComparison.Ordinal), "NoNewPrivs is 1 inside", status, Law.HonorOrReject);
        Check.That(
            status.Contains("CapEff:0000000000000000", StringComparison.Ordinal),
            "no capability is left inside",
            status,
            Law.HonorOrReject);
        var locked = await context.CreateSandboxAsync(
            context.Defaults with { Security = new SecurityProfile { ReadOnlyRoot = true } }).ConfigureAwait(false);
        Check.That(
            !(await context.ShellAsync(locked, ": > /compliance-probe").ConfigureAwait(false)).IsSuccess,
            "the root directory cannot be written with ReadOnlyRoot",
            "it can",
            Law.HonorOrReject);
        Check.Exited(
            await context.ShellAsync(locked, ": > probe").ConfigureAwait(false),
            0,
            "writing to the working directory with ReadOnlyRoot",
            Law.HonorOrReject);
    }

    /// <summary>One capability that is taken away is gone, and one that is given is there; a provider that cannot give says so.</summary>
    [ComplianceCase("options/security-capabilities")]
    public static async Task Capabilities(ComplianceContext context)
    {
        Require(context);
        var usual = await EffectiveAsync(context, await context.CreateSandboxAsync().ConfigureAwait(false)).ConfigureAwait(false);
        const ulong Chown = 1;
        if (await HonoredAsync(context, new SecurityProfile { DropCapabilities = ["CHOWN"] }).ConfigureAwait(false) is { } dropped)
        {
            var left = await EffectiveAsync(context, dropped).ConfigureAwait(false);
            Check.Equal($"{usual & ~Chown:x16}", $"{left:x16}", "the capabilities inside when CHOWN is taken away", Law.HonorOrReject);
        }

        if (await HonoredAsync(context, new SecurityProfile { DropCapabilities = ["ALL"], AddCapabilities = ["NET_ADMIN"] })
            .ConfigureAwait(false) is { } given)
        {
            var left = await EffectiveAsync(context, given).ConfigureAwait(false);
            Check.Equal(
                $"{NetAdmin:x16}",
                $"{left:x16}",
                "the capabilities inside when all are taken away and NET_ADMIN is given",
                Law.HonorOrReject);
        }
    }

    /// <summary>A seccomp profile that cannot be applied is an error and never left out.</summary>
    [ComplianceCase("options/security-seccomp")]
    public static async Task Seccomp(ComplianceContext context)
    {
        Require(context);
        await Check.ThrowsAsync<ComputeException>(
            () => context.CreateSandboxAsync(
                context.Defaults with { Security = new SecurityProfile { Seccomp = "{ \"defaultAction\": \"no such action\" }" } }),
            "CreateAsync with a seccomp profile that is none", Law.HonorOrReject).ConfigureAwait(false);
    }

    private static void Require(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Security");
        context.RequireShell();
    }

    /// <summary>A sandbox with the profile; null where the provider refuses the profile.</summary>
    private static async Task<ISandbox?> HonoredAsync(ComplianceContext context, SecurityProfile security)
    {
        try
        {
            return await context.CreateSandboxAsync(context.Defaults with { Security = security }).ConfigureAwait(false);
        }
        catch (UnsupportedOptionException)
        {
            return null;
        }
    }

    private static async Task<ulong> EffectiveAsync(ComplianceContext context, ISandbox sandbox)
    {
        var text = await context.TextAsync(sandbox, "while read -r name value; do case $name in CapEff:) printf '%s' \"$value\";; esac; " +
            "done < /proc/self/status").ConfigureAwait(false);
        return ulong.Parse(text, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
    }
}
