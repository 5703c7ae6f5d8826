using Compute.Framework;
using MinimalProvider;

await using var provider = MinimalSandboxProvider.Create();
await using var sandbox = await provider.CreateAsync();

// The provider only runs commands; working directory, environment, input, time-out and files are the framework's.
await sandbox.Files.WriteAllTextAsync("notes/today.txt", "forty lines are enough\n");
var result = await sandbox.RunAsync(new Command
{
    Arguments = ["sh", "-c", "echo \"$GREETING\"; cat today.txt"],
    WorkingDirectory = "notes",
    Environment = new Dictionary<string, string> { ["GREETING"] = "Hello from the smallest provider:" },
    Timeout = TimeSpan.FromSeconds(10),
});
Console.Write(result.EnsureSuccess().StandardOutputText);
