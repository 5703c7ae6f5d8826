using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework.Testing.Tests.InMemory;

public sealed class ConsumerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly CommandScript _commands = new CommandScript()
        .On(command => command.Arguments is ["git", "clone", ..], async (command, cancellationToken) =>
        {
            await command.Files.WriteAllTextAsync($"{command.Arguments[^1]}/VERSION", "1.2", cancellationToken);
            return ExecutionResult.Exited(0);
        })
        .On(command => command.Arguments is ["git", "log", ..], command =>
            ExecutionResult.Exited(0, $"from {command.WorkingDirectory} with {command.Environment["GIT_TERMINAL_PROMPT"]}\n"));

    [Fact]
    public async Task Code_under_test_runs_against_a_script()
    {
        await using var provider = InMemoryProvider.Create(_commands);

        var notes = await new ReleaseNotes(provider).WriteAsync("https://example.com/repo", Cancellation);

        Assert.Equal("# 1.2\nfrom /workspace/repo with 0\n", notes);
        Assert.Equal(["git git", "clone log"], [
            string.Join(' ', _commands.Received.Select(command => command.Program)),
            string.Join(' ', _commands.Received.Select(command => command.Arguments[1]))]);
        Assert.Equal(["git", "clone", "--", "https://example.com/repo", "repo"], _commands.Received[0].Arguments);
        Assert.Equal(TimeSpan.FromSeconds(30), _commands.Received[1].Command.Timeout);
        Assert.Empty(await provider.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_failure_is_scripted_as_its_outcome()
    {
        var commands = new CommandScript().On("git", ExecutionResult.Exited(128, "", "fatal: no such repository"));
        await using var provider = InMemoryProvider.Create(commands);

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => new ReleaseNotes(provider).WriteAsync("nowhere", Cancellation));

        Assert.Contains("no such repository", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_out_and_a_lost_connection_are_scripted_too()
    {
        var commands = new CommandScript()
            .On("slow", ExecutionResult.TimedOut("half"u8.ToArray()))
            .On("lost", command => throw new SandboxUnavailableException("The machine was restarted."));
        await using var provider = InMemoryProvider.Create(commands);
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        var slow = await sandbox.RunAsync("slow", Cancellation);
        var lost = await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync("lost", Cancellation));

        Assert.Equal((ExecutionOutcome.TimedOut, "half"), (slow.Outcome, slow.StandardOutputText));
        Assert.Equal((sandbox.Id, "in-memory"), (lost.SandboxId, lost.ProviderName));
    }

    [Fact]
    public async Task What_is_not_scripted_fails_to_start_and_says_how_to_script_it()
    {
        var commands = new CommandScript();
        await using var provider = InMemoryProvider.Create(commands);
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        var result = await sandbox.RunAsync("deploy", ["--token", "hidden"], Cancellation);

        Assert.Equal(ExecutionOutcome.FailedToStart, result.Outcome);
        Assert.Contains("On(\"deploy\", command => ExecutionResult.Exited(0", result.FailureReason, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", result.FailureReason, StringComparison.Ordinal);
        Assert.Equal("deploy", Assert.Single(commands.Received).Program);
    }

    [Fact]
    public async Task The_first_rule_answers_then_otherwise()
    {
        var commands = new CommandScript()
            .On(command => command.Arguments is ["tool", "version"], ExecutionResult.Exited(0, "7"))
            .On("tool", ExecutionResult.Exited(0, "tool"))
            .Otherwise(command => ExecutionResult.Exited(0, command.Arguments[0]));
        await using var provider = InMemoryProvider.Create(commands);
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal("7", (await sandbox.RunAsync("tool", ["version"], Cancellation)).StandardOutputText);
        Assert.Equal("tool", (await sandbox.RunAsync("tool", ["other"], Cancellation)).StandardOutputText);
        Assert.Equal("else", (await sandbox.RunAsync("else", Cancellation)).StandardOutputText);
    }

    [Fact]
    public async Task Code_comes_as_language_and_text()
    {
        var commands = new CommandScript().On("python", command => ExecutionResult.Exited(0, $"ran {command.Arguments[1]}"));
        await using var provider = InMemoryProvider.Create(commands);
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        var result = await sandbox.RunCodeAsync("print(1)", CodeLanguage.Python, Cancellation);

        Assert.Equal("ran print(1)", result.StandardOutputText);
    }

    [Fact]
    public async Task Code_times_out_after_the_frameworks_default()
    {
        var commands = new CommandScript().On("python", async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ExecutionResult.Exited(0);
        });
        var services = new ServiceCollection();
        services.AddCompute(defaults => defaults with { CommandTimeout = TimeSpan.FromMilliseconds(20) }).AddInMemoryProvider(commands);
        await using var provider = services.BuildServiceProvider();
        await using var sandbox = await provider.GetRequiredService<ISandboxProvider>().CreateAsync(cancellationToken: Cancellation);

        var result = await sandbox.RunCodeAsync("while True: pass", CodeLanguage.Python, Cancellation);

        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_registered_with_its_script(bool separately)
    {
        var services = new ServiceCollection();
        if (separately)
        {
            services.AddSingleton(_commands);
            services.AddCompute().AddInMemoryProvider();
        }
        else
        {
            services.AddCompute().AddInMemoryProvider(_commands);
        }

        services.AddSingleton<ReleaseNotes>();
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<ReleaseNotes>().WriteAsync("repository", Cancellation);

        Assert.Equal(2, _commands.Received.Count);
    }

    [Fact]
    public async Task A_missing_working_directory_is_a_failure_to_start()
    {
        var commands = new CommandScript().Otherwise(ExecutionResult.Exited(0));
        await using var provider = InMemoryProvider.Create(commands);
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        var result = await sandbox.RunAsync(Command.Create("tool") with { WorkingDirectory = "missing" }, Cancellation);

        Assert.Equal(ExecutionOutcome.FailedToStart, result.Outcome);
        Assert.Contains("/workspace/missing", result.FailureReason, StringComparison.Ordinal);
    }
}
