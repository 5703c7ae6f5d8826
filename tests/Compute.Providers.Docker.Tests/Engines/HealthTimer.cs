namespace Compute.Providers.Docker.Tests;

/// <summary>Runs health checks again and again, as systemd's timers do for Podman on machines where systemd runs.</summary>
internal static class HealthTimer
{
    private const int Checks = 120;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Checks the containers that have a health check, for a minute or longer.</summary>
    public static void Start(Uri engine) => _ = Task.Run(async () =>
    {
        using var raw = new RawEngine(engine);
        for (var check = 0; check < Checks; check++)
        {
            await raw.CheckHealthAsync(CancellationToken.None);
            await Task.Delay(Interval);
        }
    });
}
