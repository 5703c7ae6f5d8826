using Compute.Framework;
using Consumer;

await using var provider = BoxProvider.Create();
await using var sandbox = await provider.CreateAsync();
Console.Write((await sandbox.RunAsync(Command.Create("echo", "Hello from a plain program"))).EnsureSuccess().StandardOutputText);
