using Acme;
using Acme.Server;
using Compute.Framework;

// A small real server on loopback; the provider below knows it only by its address and a key.
const string ApiKey = "acme_sample-key";
await using var server = await AcmeServer.StartAsync(ApiKey);
Console.WriteLine($"Server     listens on {server.BaseUrl}");

await using var provider = AcmeProvider.Create(new AcmeOptions { ApiKey = ApiKey, BaseUrl = server.BaseUrl });
var info = await provider.GetInfoAsync();
Console.WriteLine($"Provider   {info.DisplayName}");
foreach (var operation in info.Capabilities.Operations.Where(operation => operation.Support.Level != SupportLevel.Unsupported))
{
    Console.WriteLine($"  {operation.Operation,-18} {operation.Support.Level}");
}

await using (var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Lifetime = TimeSpan.FromMinutes(5) }))
{
    await sandbox.Files.WriteAllTextAsync("numbers.txt", "3\n1\n2\n");
    var sorted = await sandbox.RunAsync(Command.Create("sort", "-n", "numbers.txt"));
    Console.WriteLine($"Sorted     {sorted.EnsureSuccess().StandardOutputText.ReplaceLineEndings(" ")}");

    var echoed = await sandbox.RunAsync(
        Command.Create("cat") with { StandardInput = CommandInput.FromText("input through an API that has none") });
    Console.WriteLine($"Emulated   {echoed.EnsureSuccess().StandardOutputText}");
}

var many = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => provider.CreateAsync()));
Console.WriteLine(
    $"Listed     {await provider.ListAsync().CountAsync()} sandboxes over several pages, though answers were lost and refused on the way");
await Task.WhenAll(many.Select(sandbox => sandbox.DisposeAsync().AsTask()));
Console.WriteLine($"Left       {await provider.ListAsync().CountAsync()}");
