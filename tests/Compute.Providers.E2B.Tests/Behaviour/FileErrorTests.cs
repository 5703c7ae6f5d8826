using Compute.Providers.E2B.Tests.Serving;
using static Compute.Providers.E2B.Tests.Serving.ScriptedService;

namespace Compute.Providers.E2B.Tests.Behaviour;

/// <summary>What the agent's two kinds of errors say of a path.</summary>
public sealed class FileErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, "path '/f' does not exist", typeof(SandboxFileNotFoundException))]
    [InlineData(400, "path '/f' is a directory", typeof(SandboxPathIsDirectoryException))]
    [InlineData(500, "error opening file '/f': permission denied", typeof(SandboxFileAccessDeniedException))]
    [InlineData(500, "stat /f: not a directory", typeof(SandboxNotADirectoryException))]
    [InlineData(507, "not enough disk space available", typeof(ResourceLimitException))]
    [InlineData(401, "unauthorized access, please provide a valid access token", typeof(ProviderAuthenticationException))]
    [InlineData(502, "The sandbox was not found", typeof(SandboxUnavailableException))]
    public async Task Content_has_the_errors_of_REST(int status, string message, Type expected)
    {
        await using var service = await StartAsync((context, what) => what == "GET /files"
            ? JsonAsync(context, status, $$"""{"code":{{status}},"message":"{{message}}"}""")
            : Task.CompletedTask);
        await using var provider = service.Connect();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        Assert.IsType(expected, await Assert.ThrowsAnyAsync<ComputeException>(() => sandbox.Files.OpenReadAsync("/f", Cancel)));
    }

    [Theory]
    [InlineData("not_found", "file not found", typeof(SandboxFileNotFoundException))]
    [InlineData("permission_denied", "no", typeof(SandboxFileAccessDeniedException))]
    [InlineData("invalid_argument", "path is not a directory: /f", typeof(SandboxNotADirectoryException))]
    [InlineData("internal", "open /f: permission denied", typeof(SandboxFileAccessDeniedException))]
    [InlineData("unavailable", "the agent stops", typeof(SandboxUnavailableException))]
    [InlineData("strange", "strange", typeof(SandboxFileException))]
    public async Task Calls_have_the_errors_of_Connect(string code, string message, Type expected)
    {
        await using var service = await StartAsync((context, what) => what == "POST /filesystem.Filesystem/ListDir"
            ? JsonAsync(context, 400, $$"""{"code":"{{code}}","message":"{{message}}"}""")
            : Task.CompletedTask);
        await using var provider = service.Connect();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        var error = await Assert.ThrowsAnyAsync<ComputeException>(
            async () => await sandbox.Files.ListAsync("/f", cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.IsType(expected, error);
    }

    [Fact]
    public async Task Content_that_is_cut_off_is_a_lost_connection()
    {
        await using var service = await StartAsync(async (context, what) =>
        {
            if (what == "GET /files")
            {
                await context.Response.Body.WriteAsync(new byte[1000]);
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });
        await using var provider = service.Connect();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.Files.ReadAllBytesAsync("/f", cancellationToken: Cancel));
    }
}
