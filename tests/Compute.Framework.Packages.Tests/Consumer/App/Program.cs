using Compute.Framework;
using Compute.Providers.Local;
using Microsoft.Extensions.DependencyInjection;

var state = Directory.CreateTempSubdirectory("consumer-local-");
var services = new ServiceCollection();
services.AddCompute().AddAllProviders();
services.AddCompute().AddLocalProvider(options => options with { StateDirectory = state.FullName, Isolation = LocalIsolation.Process });
await using (var root = services.BuildServiceProvider())
{
    foreach (var name in new[] { "box", "local" })
    {
        await using var sandbox = await root.GetRequiredKeyedService<ISandboxProvider>(name).CreateAsync();
        var result = await sandbox.RunAsync(Command.Create("echo", $"Hello from {name}"));
        Console.Write(result.EnsureSuccess().StandardOutputText);
    }
}

state.Delete(recursive: true);
