using Compute.Framework;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Acme.Server;

internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder routes, ISandboxProvider engine) =>
        routes.MapPost("/v1/sandboxes/{id}/commands", async (string id, AcmeCommand request, CancellationToken cancellationToken) =>
        {
            if (await engine.GetAsync(id, cancellationToken) is not { } sandbox)
            {
                return SandboxEndpoints.Missing();
            }

            try
            {
                // A caller that hangs up cancels the command: the engine kills it with everything that it started.
                var result = await sandbox.RunAsync(Translate(request), cancellationToken);
                return Results.Ok(Translate(result));
            }
            catch (ComputeException exception) when (exception is SandboxNotFoundException or SandboxUnavailableException)
            {
                return Results.Json(new AcmeError(exception.Message), AcmeJson.Default.AcmeError, statusCode: StatusCodes.Status410Gone);
            }
        });

    private static Command Translate(AcmeCommand request) => new()
    {
        Arguments = request.Arguments,
        WorkingDirectory = request.WorkingDirectory,
        Environment = request.Environment,
        Timeout = request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        MaxOutputBytes = request.MaxOutputBytes,
    };

    private static AcmeResult Translate(ExecutionResult result) => new(
        result.ExitCode,
        result.Signal?.Number,
        result.Outcome == ExecutionOutcome.TimedOut,
        result.FailureReason,
        result.StandardOutput.ToArray(),
        result.StandardError.ToArray(),
        result.IsOutputTruncated);
}
