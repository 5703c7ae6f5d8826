using Compute.Framework.Testing;
using Compute.Providers.E2B.Tests.Serving;

namespace Compute.Providers.E2B.Tests.Compliance;

/// <summary>Every compliance case through E2B's protocol, as our own gateway speaks it.</summary>
[ComplianceTests(typeof(E2BProvider))]
public partial class E2BCompliance
{
    private static ComplianceSettings Settings { get; } = new()
    {
        MustBeAvailable = Needed.IsRequired,
        LoseNextCreateResponse = static _ =>
        {
            ServedE2B.LoseCreations(1);
            return Task.CompletedTask;
        },
        Secrets = [ServedE2B.Key],
        NotApplicable = new Dictionary<string, string>
        {
            ["files/names-not-utf8"] = "E2B takes paths as text, which is UTF-8.",
            ["files/watch-names-not-utf8"] = "E2B takes paths as text, which is UTF-8.",
            ["files/entry-owner"] = "E2B names owners, and calls the default one 'user', whatever the commands behind this gateway see.",
            ["lifecycle/pause-suspends"] = "E2B cuts the streams of a sandbox that is paused, and does not repeat what was lost.",
            ["network/endpoint"] = "The gateway of these tests has no template with ports; the scenarios of Compute.Gateway.E2B.Tests show them.",
            ["options/run-user"] = OneUser,
            ["commands/code-user"] = OneUser,
            ["processes/user"] = OneUser,
            ["terminals/user"] = OneUser,
            ["processes/stop-and-continue"] =
                "What waits for a process outside of the Local provider's sandbox stops with it, and only Local's own signals continue it.",
            ["logs/"] = "The Local provider's sandboxes have no main process, so that there is no log behind the gateway.",
        },
    };

    private const string OneUser = "The Local provider's sandboxes have one user, so that the gateway knows no other.";

    private static ISandboxProvider CreateProvider() => ServedE2B.Connect();
}
