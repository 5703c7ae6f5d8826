using Compute.Framework;
using Microsoft.Extensions.DependencyInjection;

var state = Directory.CreateTempSubdirectory("consumer-local-");
Environment.SetEnvironmentVariable("COMPUTE_LOCAL_STATE_DIRECTORY", state.FullName);
Environment.SetEnvironmentVariable("COMPUTE_LOCAL_ISOLATION", "Process");

var services = new ServiceCollection();
services.AddCompute().AddAllProviders();
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
