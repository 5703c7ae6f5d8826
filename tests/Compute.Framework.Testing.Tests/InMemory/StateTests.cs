namespace Compute.Framework.Testing.Tests.InMemory;

/// <summary>Pause, stop, lifetime, terminals, metrics, watches, templates and events of the in-memory provider.</summary>
public sealed class StateTests : IAsyncLifetime
{
    private readonly CommandScript _commands = new();
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _write = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISandboxProvider<InMemoryProvider.Sandbox> _provider = null!;
    private InMemoryProvider.Sandbox _sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _commands
            .On("plain", ExecutionResult.Exited(0, "out"))
            .On("waits", async (command, cancellationToken) =>
            {
                command.WriteOutput("begun\n");
                await _write.Task.WaitAsync(cancellationToken);
                return ExecutionResult.Exited(0, "done\n");
            })
            .On("sh", async (command, cancellationToken) =>
            {
                var buffer = new byte[16];
                var count = await command.Input.ReadAsync(buffer, cancellationToken);
                return ExecutionResult.Exited(buffer[count - 1], $"{command.Terminal?.Columns}x{command.Terminal?.Rows}");
            });
        _provider = InMemoryProvider.Create(_commands, timeProvider: _time);
        _sandbox = await _provider.CreateAsync(new CreateSandboxOptions { Name = "mine", Lifetime = TimeSpan.FromHours(1) }, Cancellation);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Paused_sandbox_starts_no_command_and_tells_no_output_until_it_goes_on()
    {
        await using var process = await _sandbox.StartAsync(Command.Create("waits"), Cancellation);
        Assert.Equal(0, (await process.ReadOutputAsync(cancellationToken: Cancellation).FirstAsync(Cancellation)).Sequence);

        await _sandbox.PauseAsync(Cancellation);
        await _sandbox.PauseAsync(Cancellation);
        var info = await _sandbox.GetInfoAsync(Cancellation);
        var end = process.WaitAsync(Cancellation);
        var run = _sandbox.RunAsync(Command.Create("plain"), Cancellation);
        _write.SetResult();
        Assert.False(end.IsCompleted);
        Assert.False(run.IsCompleted);
        await _sandbox.ResumeAsync(Cancellation);

        Assert.Equal((SandboxStatus.Paused, "mine"), (info.Status, info.Name));
        Assert.Equal("begun\ndone\n", (await end).StandardOutputText);
        Assert.Equal("out", (await run).StandardOutputText);
    }

    [Fact]
    public async Task Process_of_a_paused_sandbox_can_be_killed_and_goes_with_the_sandbox()
    {
        await using var killed = await _sandbox.StartAsync(Command.Create("waits"), Cancellation);
        await using var lost = await _sandbox.StartAsync(Command.Create("waits"), Cancellation);
        await _sandbox.PauseAsync(Cancellation);

        await killed.KillAsync(Cancellation);
        Assert.Equal(ExecutionOutcome.Killed, (await killed.WaitAsync(Cancellation)).Outcome);
        await _sandbox.DestroyAsync(Cancellation);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => lost.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Stopped_sandbox_keeps_its_files_and_runs_nothing_until_it_is_restarted()
    {
        await _sandbox.Files.WriteAllTextAsync("a", "1", Cancellation);
        await using var process = await _sandbox.StartAsync(Command.Create("waits"), Cancellation);

        await _sandbox.StopAsync(Cancellation);
        await _sandbox.StopAsync(Cancellation);

        Assert.Equal(ExecutionOutcome.Signaled, (await process.WaitAsync(Cancellation)).Outcome);
        Assert.Equal(SandboxStatus.Stopped, (await _sandbox.GetInfoAsync(Cancellation)).Status);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => _sandbox.RunAsync(Command.Create("plain"), Cancellation));
        await _sandbox.RestartAsync(Cancellation);
        Assert.Equal("out", (await _sandbox.RunAsync(Command.Create("plain"), Cancellation)).StandardOutputText);
        Assert.Equal("1", await _sandbox.Files.ReadAllTextAsync("a", Cancellation));
        await using var second = await _sandbox.StartAsync(Command.Create("waits"), Cancellation);
        await _sandbox.RestartAsync(Cancellation);
        Assert.Equal(ExecutionOutcome.Signaled, (await second.WaitAsync(Cancellation)).Outcome);
    }

    [Fact]
    public async Task Lifetime_counts_from_its_extension()
    {
        _time.Advance(TimeSpan.FromMinutes(50));
        await _sandbox.ExtendLifetimeAsync(TimeSpan.FromMinutes(30), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(_time.GetUtcNow().AddMinutes(10), (await _sandbox.GetInfoAsync(Cancellation)).ExpiresAt);

        await _sandbox.ExtendLifetimeAsync(TimeSpan.FromMinutes(5), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await _provider.GetAsync(_sandbox.Id, Cancellation));
    }

    [Fact]
    public async Task Command_in_a_terminal_knows_its_size_and_reads_the_end_of_transmission()
    {
        await using var terminal = await _sandbox.OpenTerminalAsync(new TerminalOptions { Columns = 100 }, Cancellation);
        await terminal.ResizeAsync(120, 40, Cancellation);
        await terminal.CloseInputAsync(Cancellation);

        var result = await terminal.WaitAsync(Cancellation);
        Assert.Equal((4, "120x40"), (result.ExitCode, result.StandardOutputText));
        Assert.Equal(["sh"], _commands.Received[^1].Arguments);
    }

    [Fact]
    public async Task Metrics_count_the_commands_that_run()
    {
        await using var process = await _sandbox.StartAsync(Command.Create("waits"), Cancellation);
        await process.ReadOutputAsync(cancellationToken: Cancellation).FirstAsync(Cancellation);
        Assert.Equal(1, (await _sandbox.GetMetricsAsync(Cancellation)).ProcessCount);
        _write.SetResult();
        await process.WaitAsync(Cancellation);
        Assert.Equal(0, (await _sandbox.GetMetricsAsync(Cancellation)).ProcessCount);
    }

    [Fact]
    public async Task Watch_tells_every_change_below_the_directory()
    {
        await _sandbox.Files.WriteAllTextAsync("dir/old", "1", Cancellation);
        var changes = _sandbox.WatchAsync("dir", Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await changes.MoveNextAsync());
        var first = changes.Current;

        await _sandbox.Files.WriteAllTextAsync("dir/new/a", "1", Cancellation);
        await _sandbox.Files.WriteAllTextAsync("elsewhere", "1", Cancellation);
        await _sandbox.Files.WriteAllTextAsync("dir/old", "2", Cancellation);
        await _sandbox.Files.MoveAsync("dir/old", "dir/moved", Cancellation);
        await _sandbox.Files.DeleteAsync("dir/new", recursive: true, Cancellation);

        var told = new List<FileChange> { first };
        while (told.Count < 7 && await changes.MoveNextAsync())
        {
            told.Add(changes.Current);
        }

        Assert.Equal(
            [
                new FileChange(FileChangeKind.Ready, "/workspace/dir"),
                new FileChange(FileChangeKind.Created, "/workspace/dir/new"),
                new FileChange(FileChangeKind.Created, "/workspace/dir/new/a"),
                new FileChange(FileChangeKind.Changed, "/workspace/dir/old"),
                new FileChange(FileChangeKind.Renamed, "/workspace/dir/moved", "/workspace/dir/old"),
                new FileChange(FileChangeKind.Deleted, "/workspace/dir/new"),
                new FileChange(FileChangeKind.Deleted, "/workspace/dir/new/a"),
            ],
            told);
        await _sandbox.DestroyAsync(Cancellation);
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await changes.MoveNextAsync());
        await changes.DisposeAsync();
    }

    [Fact]
    public async Task Watch_of_what_is_no_directory_is_an_error_about_the_path()
    {
        await _sandbox.Files.WriteAllTextAsync("file", "1", Cancellation);

        await Assert.ThrowsAsync<SandboxFileNotFoundException>(async () => await _sandbox.WatchAsync("none", Cancellation).FirstAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxNotADirectoryException>(async () => await _sandbox.WatchAsync("file", Cancellation).FirstAsync(Cancellation));
    }

    [Fact]
    public async Task Template_is_the_files_of_a_directory()
    {
        var context = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(context.CreateSubdirectory("sub").FullName, "file"), "prepared", Cancellation);
            var store = Assert.IsType<ITemplateStore>(_provider, exactMatch: false);
            var options = new BuildTemplateOptions { Name = "base", ContextDirectory = context.FullName };

            var template = await store.BuildTemplateAsync(options, cancellationToken: Cancellation);
            var byId = await _provider.CreateAsync(new CreateSandboxOptions { Template = template.Id }, Cancellation);
            var byName = await _provider.CreateAsync(new CreateSandboxOptions { Template = "base", WorkingDirectory = "/srv" }, Cancellation);
            await Assert.ThrowsAsync<UnsupportedOptionException>(() => store.BuildTemplateAsync(options with { RecipePath = "sub/file" }, cancellationToken: Cancellation));

            Assert.Equal("prepared", await byId.Files.ReadAllTextAsync("/workspace/sub/file", Cancellation));
            Assert.Equal("prepared", await byName.Files.ReadAllTextAsync("/srv/sub/file", Cancellation));
            Assert.Equal("base", Assert.Single(await store.ListTemplatesAsync(Cancellation).ToListAsync(Cancellation)).Name);
            await store.DeleteTemplateAsync(template.Id, Cancellation);
            await store.DeleteTemplateAsync(template.Id, Cancellation);
            await Assert.ThrowsAsync<ResourceNotFoundException>(() => _provider.CreateAsync(new CreateSandboxOptions { Template = "base" }, Cancellation));
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Events_tell_what_happened_since_and_what_comes()
    {
        var source = Assert.IsType<IEventSource>(_provider, exactMatch: false);
        await _sandbox.PauseAsync(Cancellation);
        await _sandbox.ResumeAsync(Cancellation);
        await _sandbox.ResumeAsync(Cancellation);
        await using var events = source.ReadEventsAsync(DateTimeOffset.UnixEpoch, Cancellation).GetAsyncEnumerator(Cancellation);
        var told = new List<SandboxEventKind>();
        while (told.Count < 3 && await events.MoveNextAsync())
        {
            told.Add(events.Current.Kind);
        }

        var next = events.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await _sandbox.DestroyAsync(Cancellation);
        Assert.True(await next);

        Assert.Equal([SandboxEventKind.Created, SandboxEventKind.Paused, SandboxEventKind.Resumed], told);
        Assert.Equal((SandboxEventKind.Destroyed, _sandbox.Id), (events.Current.Kind, events.Current.SandboxId));
        Assert.Empty(events.Current.Labels);
    }
}
