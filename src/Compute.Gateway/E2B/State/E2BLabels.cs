using Compute.Gateway.State;

namespace Compute.Gateway.E2B.State;

/// <summary>What E2B knows of a sandbox beyond the contract, as labels at the back end: every gateway sees it.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="AutoPause">Whether the end of its lifetime pauses it.</param>
/// <param name="AutoResume">Whether requests resume it.</param>
/// <param name="IsPrivate">Whether its ports are only reached with its token.</param>
internal sealed record E2BLabels(string Template, bool AutoPause = false, bool AutoResume = false, bool IsPrivate = false)
{
    private const string OwnMetadata = GatewayProtocol.FrameworkLabels + "e2b.";
    private const string Prefix = GatewayProtocol.OwnLabels + "e2b.";
    private const string TemplateLabel = Prefix + "template";
    private const string AutoPauseLabel = Prefix + "auto-pause";
    private const string AutoResumeLabel = Prefix + "auto-resume";
    private const string PrivateLabel = Prefix + "private";
    private const string Yes = "true";

    public static E2BLabels Of(SandboxInfo info) => new(
        info.Labels.GetValueOrDefault(TemplateLabel, E2BTemplate.BaseName),
        info.Labels.ContainsKey(AutoPauseLabel),
        info.Labels.ContainsKey(AutoResumeLabel),
        info.Labels.ContainsKey(PrivateLabel));

    public void AddTo(Dictionary<string, string> labels)
    {
        labels[TemplateLabel] = Template;
        if (AutoPause)
        {
            labels[AutoPauseLabel] = Yes;
        }

        if (AutoResume)
        {
            labels[AutoResumeLabel] = Yes;
        }

        if (IsPrivate)
        {
            labels[PrivateLabel] = Yes;
        }
    }

    /// <summary>The labels that the sandbox's creator chose: E2B's metadata.</summary>
    public static Dictionary<string, string> Metadata(SandboxInfo info) => GatewayLabels.ToCaller(info.Labels)
        .Where(static label => !label.Key.StartsWith(OwnMetadata, StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);
}
