using System.Text.Json;
using Compute.Gateway.E2B.State;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Api;

/// <summary>Creates sandboxes as E2B's SDKs ask for them.</summary>
internal static class SandboxCreation
{
    private const string Everything = "0.0.0.0/0";

    /// <summary>Version 2: 5 minutes without a time-out.</summary>
    public static Task CreateAsync(E2BCall call) => CreateAsync(call, call.Server.Options.DefaultTimeout);

    /// <summary>Version 1: 15 seconds without a time-out.</summary>
    public static Task CreateOldAsync(E2BCall call) => CreateAsync(call, TimeSpan.FromSeconds(15));

    private static async Task CreateAsync(E2BCall call, TimeSpan otherwise)
    {
        call.Gateway.Server.Shutdown.RequireOpen();
        var asked = await call.FindBodyAsync(ApiJson.Default.NewSandbox).ConfigureAwait(false)
            ?? throw E2BError.Invalid("The body is missing");
        var lifetime = call.Server.Times.Check(asked.Timeout, otherwise);
        RefuseWhatIsNotThere(asked);
        var pauses = asked.AutoPause ?? false;
        var labels = new E2BLabels(
            TemplateOf(asked), pauses, asked.AutoResume?.Enabled ?? false, asked.Network?.AllowPublicTraffic is false);
        var options = await OptionsAsync(call, asked, labels).ConfigureAwait(false);
        var hasLifetimes = await SandboxTimes.HasLifetimesAsync(call).ConfigureAwait(false);
        if (hasLifetimes)
        {
            options = options with { Lifetime = pauses ? call.Server.Options.PausedLifetime : lifetime };
        }

        var sandbox = await call.Gateway.Server.Quotas.RunAsync(
            call.Gateway,
            options,
            1,
            (counted, token) => call.Gateway.Provider.CreateAsync(counted, token),
            call.Aborted).ConfigureAwait(false);
        call.Gateway.Subject.SandboxId = sandbox.Id;
        call.Server.Times.Watch(call, sandbox, pauses, lifetime, isOwnEnd: !hasLifetimes);
        await call.WriteAsync(
            SandboxForms.Of(call, SandboxIds.Encode(sandbox.Id), labels),
            ApiJson.Default.SandboxForm,
            StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static string TemplateOf(NewSandbox asked) =>
        asked.TemplateId is { Length: > 0 } template ? template : throw E2BError.Invalid("templateID is missing");

    private static async Task<CreateSandboxOptions> OptionsAsync(E2BCall call, NewSandbox asked, E2BLabels own)
    {
        var template = await TemplateAsync(call, own.Template).ConfigureAwait(false);
        var metadata = asked.Metadata ?? [];
        var labels = GatewayLabels.ToBackEnd(metadata, call.Gateway.Caller.Tenant);
        var capabilities = (await call.Gateway.Provider.GetInfoAsync(call.Aborted).ConfigureAwait(false)).Capabilities;
        if (capabilities.Supports(SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Labels)))
        {
            own.AddTo(labels);
        }
        else if (call.Gateway.Caller.Tenant is not null)
        {
            throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.CreateSandbox), "the provider keeps no labels, so that tenants cannot be distinguished");
        }

        return new CreateSandboxOptions
        {
            Image = template.Image,
            Template = template.Template,
            SnapshotId = template.SnapshotId,
            Resources = template.Resources,
            Labels = labels,
            Environment = asked.EnvVars ?? [],
            Ports = template.Ports,
            Network = NetworkOf(call, asked),
            Ownership = Ownership.Detached,
        };
    }

    /// <summary>The template of a name: one of the configuration, a snapshot, or an image where that is permitted.</summary>
    private static async Task<E2BTemplate> TemplateAsync(E2BCall call, string name)
    {
        var options = call.Server.Options;
        if (options.Templates.TryGetValue(name, out var known))
        {
            return known;
        }

        if (await Snapshots.FindAsync(call, name).ConfigureAwait(false) is { } snapshot)
        {
            return new E2BTemplate { SnapshotId = snapshot.Id };
        }

        return options.AllowImages ? new E2BTemplate { Image = name } : throw E2BError.NotFound($"template '{name}' not found");
    }

    private static NetworkPolicy? NetworkOf(E2BCall call, NewSandbox asked)
    {
        var allowed = asked.Network?.AllowOut ?? [];
        var denied = asked.Network?.DenyOut ?? [];
        if (asked.AllowInternetAccess is false)
        {
            return allowed.Count == 0 ? NetworkPolicy.None : NetworkPolicy.AllowOnly(allowed);
        }

        return (allowed.Count, denied) switch
        {
            (0, []) => call.Server.Options.Network,
            (0, [Everything]) => NetworkPolicy.None,
            (_, [Everything]) => NetworkPolicy.AllowOnly(allowed),
            (_, []) => call.Server.Options.Network,
            _ => throw E2BError.Invalid($"network.denyOut can only be {Everything} here: single destinations cannot be denied"),
        };
    }

    private static void RefuseWhatIsNotThere(NewSandbox asked)
    {
        Refuse(asked.VolumeMounts is { Count: > 0 }, "volumeMounts");
        Refuse(asked.AutoPauseMemory is false, "autoPauseMemory: false");
        Refuse(asked.Mcp is { ValueKind: not JsonValueKind.Null }, "mcp");
        Refuse(asked.Iam is { ValueKind: not JsonValueKind.Null }, "iam");
        Refuse(asked.Network?.Rules is { ValueKind: not JsonValueKind.Null }, "network.rules");
        Refuse(asked.Network?.EgressProxy is { ValueKind: not JsonValueKind.Null }, "network.egressProxy");
        Refuse(asked.Network?.MaskRequestHost is not null, "network.maskRequestHost");

        static void Refuse(bool isAsked, string name)
        {
            if (isAsked)
            {
                throw E2BError.Invalid($"{name} is not supported by this gateway");
            }
        }
    }
}
