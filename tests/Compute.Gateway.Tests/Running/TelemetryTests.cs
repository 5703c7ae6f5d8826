using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Running;

/// <summary>What the gateway measures, under the names that are documented.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_and_processes_are_measured_under_documented_names()
    {
        var values = new ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)>();
        var activities = new ConcurrentQueue<Activity>();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == GatewayTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, tags.ToArray())));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, tags.ToArray())));
        meters.Start();
        using var sources = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == GatewayTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(sources);
        await using var served = await ServedLocal.StartAsync();
        await using var provider = served.Connect();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);
        using var http = served.Http();
        using var ran = await http.PostAsync(
            $"sandboxes/{sandbox.Id}/run", new StringContent("""{"arguments":["true"]}""", Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(0, (await sandbox.RunAsync(Command.Create("true"), Cancellation)).ExitCode);

        Activity? activity = null;
        for (var i = 0; i < 300 && activity is null; i++)
        {
            activity = activities.FirstOrDefault(found => Equals(found.GetTagItem("compute.sandbox.id"), sandbox.Id)
                && Equals(found.GetTagItem("compute.gateway.action"), "POST /v1/sandboxes/{id}/run"));
            await Task.Delay(100, Cancellation);
        }

        Assert.Equal(200, activity?.GetTagItem("http.response.status_code"));
        Assert.Contains(values, value => value.Name == GatewayTelemetry.RequestDuration
            && value.Tags.Contains(new("compute.gateway.action", "POST /v1/sandboxes/{id}/run")));
        Assert.Contains(values, value => value is { Name: GatewayTelemetry.ActiveRequests, Value: 1 });
        Assert.Contains(values, value => value is { Name: GatewayTelemetry.ActiveProcesses, Value: 1 });
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "telemetry.md"), Cancellation);
        foreach (var name in values.Select(value => value.Name).Concat(values.SelectMany(value => value.Tags.Select(tag => tag.Key)))
            .Concat(activities.SelectMany(found => found.TagObjects.Select(tag => tag.Key))).Append(activity!.OperationName).Distinct())
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
        }
    }
}
