using System.Diagnostics;
using System.Diagnostics.Metrics;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Every_operation_has_an_activity_a_counter_and_a_duration()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var activities = new List<Activity>();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ComputeTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(activityListener);
        var measurements = new List<(string Name, string? Provider, string? Operation, string? Outcome)>();
        using var meterListener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ComputeTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meterListener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        meterListener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        meterListener.Start();

        var driver = new RecordingDriver
        {
            Declared = new ProviderManifest("telemetry-test", "Telemetry")
            {
                Operations = [SandboxOperation.CreateSandbox, SandboxOperation.GetSandbox, SandboxOperation.DestroySandbox, SandboxOperation.RunCommand],
                Honored = new Dictionary<SandboxOperation, IReadOnlyList<string>>
                {
                    [SandboxOperation.RunCommand] = [nameof(Command.Arguments)],
                },
            },
            Run = (_, _) => throw new ResourceLimitException("requests"),
        };
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        await using (var sandbox = await runtime.CreateAsync<ISandbox>(null, cancellation))
        {
            await Assert.ThrowsAsync<ResourceLimitException>(() => sandbox.RunAsync(Command.Create("x"), cancellation));
        }

        // Other tests run meanwhile and are heard too.
        var ours = Copy(activities).Where(activity => activity.GetTagItem("compute.provider") is "telemetry-test").ToList();
        Assert.Equal(["compute.CreateSandbox", "compute.RunCommand", "compute.DestroySandbox"], ours.Select(activity => activity.OperationName));
        Assert.Equal(ActivityStatusCode.Error, ours[1].Status);
        Assert.Equal("resource-limit", ours[1].GetTagItem("compute.outcome"));
        Assert.Contains((ComputeTelemetry.OperationsCounter, "telemetry-test", "CreateSandbox", "ok"), Copy(measurements));
        Assert.Contains((ComputeTelemetry.OperationDuration, "telemetry-test", "RunCommand", "resource-limit"), Copy(measurements));
        Assert.Equal(2, Copy(measurements).Count(measurement => measurement is (ComputeTelemetry.ActiveSandboxes, "telemetry-test", _, _)));

        static List<T> Copy<T>(List<T> list)
        {
            lock (list)
            {
                return [.. list];
            }
        }

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
            lock (measurements)
            {
                measurements.Add((instrument.Name, values.GetValueOrDefault("compute.provider"), values.GetValueOrDefault("compute.operation"), values.GetValueOrDefault("compute.outcome")));
            }
        }
    }

    [Fact]
    public async Task Sequence_that_its_reader_leaves_has_ended_too()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ComputeTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var trace = new Activity("this test").Start();
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(new FurtherDriver { Further = [SandboxOperation.ReadLogs] }, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, cancellation);

        Assert.Equal("one", (await sandbox.Core.ReadLogsAsync(null, cancellation).FirstAsync(cancellation)).Text);

        // Other tests with this driver run meanwhile and are heard too.
        lock (ended)
        {
            var reading = Assert.Single(ended, activity => activity.OperationName == "compute.ReadLogs" && activity.TraceId == trace.TraceId);
            Assert.Equal("ok", reading.GetTagItem("compute.outcome"));
        }
    }
}
