namespace Compute.Framework.Analyzers.Tests;

public sealed class SwallowedExceptionTests : RuleTests
{
    public override string Id => "CFW4005";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        [|catch|] { }\n    }"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        [|catch|] (Exception) { }\n    }"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        [|catch|] (Exception error) { Console.WriteLine(error.Message); }\n    }"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        [|catch|] (HttpRequestException) { }\n    }"),
        Author.With("private async Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellationToken) => await SendAsync(\"list\", \"\", cancellationToken) is { } vm ? [vm] : [];", "private async Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellationToken)\n    {\n        try\n        {\n            return await SendAsync(\"list\", \"\", cancellationToken) is { } vm ? [vm] : [];\n        }\n        [|catch|] (ComputeException)\n        {\n            return [];\n        }\n    }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        catch (SandboxNotFoundException) { }\n    }"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        catch (HttpRequestException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound) { }\n    }"),
        Author.With("private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);", "private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)\n    {\n        try\n        {\n            await SendAsync(\"destroy\", sandboxId, cancellationToken);\n        }\n        catch (Exception error) { throw new SandboxUnavailableException(\"It did not answer.\", error); }\n    }"),
        Author.With("await SendAsync(\"snapshot\", vm.Id, name, cancellationToken);", "try { await SendAsync(\"snapshot\", vm.Id, name, cancellationToken); } catch (HttpRequestException) { await Task.Yield(); }"),
    ];
}
