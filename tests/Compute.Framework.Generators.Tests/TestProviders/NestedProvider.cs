using Compute.Framework;
using Compute.Framework.Authoring;
using Microsoft.Extensions.Logging;

namespace TestProviders.Nesting;

/// <summary>Nested in a static class and a structure; internal, with an internal handle beside it and services in an ordinary constructor.</summary>
public static partial class Outer
{
    internal partial struct Middle
    {
        [Provider("nested")]
        internal sealed partial class Inner
        {
            private readonly Dictionary<string, Box> _boxes = [];

            internal Inner(ILogger<Inner> log, TimeProvider timeProvider, IClockwork http)
            {
                ArgumentNullException.ThrowIfNull(log);
                Services = (timeProvider, http);
            }

            public (TimeProvider Time, IClockwork Clockwork) Services { get; }

            [CreateSandbox]
            public Task<Box> CreateBox(string? name, CancellationToken cancellationToken)
            {
                var box = new Box(Guid.NewGuid().ToString("N"), name, SandboxStatus.Running);
                _boxes.Add(box.Key, box);
                return Task.FromResult(box);
            }

            [GetSandbox]
            public Task<Box?> GetBox(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_boxes.GetValueOrDefault(sandboxId));

            [DestroySandbox]
            public Task DestroyBox(string sandboxId, CancellationToken cancellationToken)
            {
                _boxes.Remove(sandboxId);
                return Task.CompletedTask;
            }

            [RunCommand]
            public Task<ExecutionResult> Run(Box box, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
                Task.FromResult(ExecutionResult.Exited(arguments.Count()));

            internal sealed record Box([property: SandboxId] string Key, string? Name, [property: Status] SandboxStatus State);
        }
    }
}

public interface IClockwork;

public sealed class Clockwork : IClockwork;
