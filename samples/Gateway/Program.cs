using System.Net;
using Compute.Framework;
using Compute.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

const int DefaultPort = 5210;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var port = int.TryParse(args.FirstOrDefault(static word => word.All(char.IsAsciiDigit)), out var given) ? given : DefaultPort;
builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, port));

// The sandboxes are those of this machine, or containers of its Docker or Podman; any other provider is added in the same way.
var compute = builder.Services.AddCompute();
_ = args.Contains("docker") ? compute.AddDockerProvider() : compute.AddLocalProvider();

// Settings of the gateway from the environment, such as Gateway__ShutdownGrace=00:01:00.
builder.Services.Configure<GatewayOptions>(builder.Configuration.GetSection("Gateway"));

// A key for a day. A real gateway keeps the hashes in its configuration, and nobody sees the keys again.
var known = GatewayKey.Create(tenant: "sample", GatewayScopes.All, DateTimeOffset.UtcNow.AddDays(1), out var key);

var app = builder.Build();
app.MapCompute(options => options.Keys.Add(known));

// The same sandboxes for E2B's own SDKs.
app.MapE2B();

// Says what is missing before anybody asks.
var availability = await app.Services.GetRequiredService<ISandboxProvider>().CheckAvailabilityAsync();
if (!availability.IsAvailable)
{
    Console.Error.WriteLine($"{availability.Reason} {availability.Remediation}");
    return 1;
}

await app.StartAsync();

var address = app.Urls.Single();
Console.WriteLine($"""
    The gateway listens on {address}, and describes itself at {address}/v1/docs. Ctrl+C ends it. In another terminal:

    export COMPUTE_GATEWAY_URL={address}
    export COMPUTE_API_KEY={key}
    auth="Authorization: Bearer $COMPUTE_API_KEY"; json="Content-Type: application/json"

    # A sandbox, and its id:
    curl -s -H "$auth" -H "$json" -d '{"{\"lifetime\":\"00:30:00\"}"}' $COMPUTE_GATEWAY_URL/v1/sandboxes
    # A command (output is in Base64):
    curl -s -H "$auth" -H "$json" -d '{"{\"arguments\":[\"uname\",\"-a\"]}"}' $COMPUTE_GATEWAY_URL/v1/sandboxes/ID/run
    # A process, whose output comes as lines of JSON while it runs:
    curl -sN -H "$auth" -H "$json" -d '{"{\"arguments\":[\"sh\",\"-c\",\"echo one; sleep 1; echo two\"]}"}' $COMPUTE_GATEWAY_URL/v1/sandboxes/ID/processes
    # A file, there and back:
    curl -s -H "$auth" -T README.md "$COMPUTE_GATEWAY_URL/v1/sandboxes/ID/files/content?path=readme.md"
    curl -s -H "$auth" "$COMPUTE_GATEWAY_URL/v1/sandboxes/ID/files/content?path=readme.md"
    # The end of it:
    curl -s -H "$auth" -X DELETE $COMPUTE_GATEWAY_URL/v1/sandboxes/ID

    # Or with E2B's own SDK (npm install e2b):
    export E2B_API_URL=$COMPUTE_GATEWAY_URL E2B_SANDBOX_URL=$COMPUTE_GATEWAY_URL E2B_API_KEY=$COMPUTE_API_KEY
    node -e "require('e2b').Sandbox.create().then(s => s.commands.run('uname -a')).then(r => console.log(r.stdout))"

    """);
await app.WaitForShutdownAsync();
return 0;
