using System.Text;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;
using Compute.Framework.Tests.Runtime;

namespace Compute.Framework.Tests.Emulation;

public class ShellFileWatchTests
{
    private const string Established = "Setting up watches.\nWatches established.\n";

    private readonly ScriptedChannel _watch = new();
    private readonly ListingChannel _lister = new();
    private int _listers;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Changes_are_told_in_their_order_however_the_output_is_split(int size)
    {
        Say(size, "/w", "0 CREATE /w/a b", "0 MODIFY /w/a b", "0 ATTRIB,ISDIR /w/sub", "0 DELETE /w/a b");
        _watch.SendText(Established, StandardStream.StandardError);
        Assert.Equal(
            [
                new(FileChangeKind.Ready, "/w"), new(FileChangeKind.Created, "/w/a b"), new(FileChangeKind.Changed, "/w/a b"),
                new(FileChangeKind.Changed, "/w/sub"), new(FileChangeKind.Deleted, "/w/a b"),
            ],
            await TakeAsync(5));
        Assert.Equal(1, _watch.Kills);
    }

    [Fact]
    public async Task The_halves_of_a_move_are_one_change_and_a_half_alone_is_a_deletion_or_a_creation()
    {
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w", "1 MOVED_FROM /w/a", "1 MOVED_TO /w/b", "2 MOVED_FROM /w/b", "3 MOVED_FROM /w/c", "3 MOVED_TO,ISDIR /w/d", "4 MOVED_TO /w/e", "5 MOVED_FROM /w/e");
        Assert.Equal(
            [
                new(FileChangeKind.Renamed, "/w/b", "/w/a"), new(FileChangeKind.Deleted, "/w/b"), new(FileChangeKind.Renamed, "/w/d", "/w/c"),
                new(FileChangeKind.Created, "/w/e"), new(FileChangeKind.Deleted, "/w/e"),
            ],
            (await TakeAsync(6))[1..]);
    }

    [Fact]
    public async Task What_a_new_directory_holds_is_told_once()
    {
        _lister.Paths = ["/w/new", "/w/new/sub", "/w/new/sub/file", "/w/new/sub/later"];
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w", "0 CREATE,ISDIR /w/new", "0 CREATE,ISDIR /w/new/sub", "0 CREATE /w/new/sub/later", "0 DELETE /w/new/sub/file", "0 CREATE /w/new/sub/file");
        Assert.Equal(
            [
                new(FileChangeKind.Created, "/w/new"), new(FileChangeKind.Created, "/w/new/sub"), new(FileChangeKind.Created, "/w/new/sub/file"),
                new(FileChangeKind.Created, "/w/new/sub/later"), new(FileChangeKind.Deleted, "/w/new/sub/file"), new(FileChangeKind.Created, "/w/new/sub/file"),
            ],
            (await TakeAsync(7))[1..]);
    }

    [Fact]
    public async Task A_directory_that_was_moved_away_leaves_no_name_behind()
    {
        _lister.Paths = ["/w/a", "/w/a/b", "/w/a/b/x", "/w/a/y"];
        _watch.SendText(Established, StandardStream.StandardError);
        Say(
            1000, "/w", "0 CREATE,ISDIR /w/a", "0 CREATE,ISDIR /w/a/b", "7 MOVED_FROM,ISDIR /w/a", "7 MOVED_TO,ISDIR /w/z",
            "0 CREATE,ISDIR /w/a", "0 CREATE /w/a/y", "0 CREATE,ISDIR /w/a/b", "0 CREATE /w/a/b/x", "0 MODIFY /w/a/b/x");
        Assert.Equal(
            [
                new(FileChangeKind.Created, "/w/a"), new(FileChangeKind.Created, "/w/a/b"), new(FileChangeKind.Created, "/w/a/b/x"), new(FileChangeKind.Created, "/w/a/y"),
                new(FileChangeKind.Renamed, "/w/z", "/w/a"),
                new(FileChangeKind.Created, "/w/a"), new(FileChangeKind.Created, "/w/a/b"), new(FileChangeKind.Created, "/w/a/b/x"), new(FileChangeKind.Created, "/w/a/y"),
                new(FileChangeKind.Changed, "/w/a/b/x"),
            ],
            (await TakeAsync(11))[1..]);
    }

    [Theory]
    [InlineData(40, typeof(SandboxFileNotFoundException))]
    [InlineData(41, typeof(SandboxNotADirectoryException))]
    [InlineData(42, typeof(SandboxFileAccessDeniedException))]
    [InlineData(43, typeof(UnsupportedCapabilityException))]
    [InlineData(44, typeof(UnsupportedCapabilityException))]
    [InlineData(1, typeof(SandboxUnavailableException))]
    public async Task What_keeps_a_watch_from_beginning_has_its_own_error(int exitCode, Type error)
    {
        _watch.Send(ProcessFrame.Exited(exitCode));
        Assert.IsType(error, await Assert.ThrowsAnyAsync<ComputeException>(() => TakeAsync(1)));
    }

    [Fact]
    public async Task A_watch_that_ends_by_itself_is_lost()
    {
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w");
        _watch.Send(ProcessFrame.Signaled(9));
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => TakeAsync(2));
    }

    [Fact]
    public async Task A_watch_whose_token_fires_is_cancelled_and_its_process_killed()
    {
        using var stop = new CancellationTokenSource();
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var change in ShellFileWatch.WatchAsync(StartAsync, "/w", stop.Token))
            {
                Assert.Equal(FileChangeKind.Ready, change.Kind);
                await stop.CancelAsync();
            }
        });
        Assert.Equal(1, _watch.Kills);
    }

    [Fact]
    public async Task What_was_moved_before_it_could_be_listed_is_told_at_its_new_place()
    {
        _lister.Paths = ["/w/b", "/w/b/early", "/w/b/sub", "/w/b/told"];
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w", "0 CREATE,ISDIR /w/a", "0 CREATE /w/a/told", "5 MOVED_FROM,ISDIR /w/a", "5 MOVED_TO,ISDIR /w/b", "0 MODIFY /w/b/told");
        Assert.Equal(
            [
                new(FileChangeKind.Created, "/w/a"), new(FileChangeKind.Created, "/w/a/told"), new(FileChangeKind.Renamed, "/w/b", "/w/a"),
                new(FileChangeKind.Created, "/w/b/early"), new(FileChangeKind.Created, "/w/b/sub"), new(FileChangeKind.Changed, "/w/b/told"),
            ],
            (await TakeAsync(7))[1..]);
    }

    [Fact]
    public async Task What_was_moved_into_a_new_directory_and_found_there_is_created_once()
    {
        _lister.Paths = ["/w/a", "/w/a/x"];
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w", "0 CREATE,ISDIR /w/a", "6 MOVED_TO /w/a/x", "0 DELETE /w/a/x");
        Assert.Equal(
            [new(FileChangeKind.Created, "/w/a"), new(FileChangeKind.Created, "/w/a/x"), new(FileChangeKind.Changed, "/w/a/x"), new(FileChangeKind.Deleted, "/w/a/x")],
            (await TakeAsync(5))[1..]);
    }

    [Fact]
    public async Task A_watch_that_lost_its_listings_is_lost()
    {
        _lister.OnLine = () => _lister.Send(ProcessFrame.Signaled(9));
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w", "0 CREATE,ISDIR /w/a");
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => TakeAsync(5));
        Assert.Equal(1, _watch.Kills);
    }

    [Fact]
    public async Task A_watch_whose_token_fires_during_a_listing_kills_both_processes()
    {
        using var stop = new CancellationTokenSource();
        _lister.OnLine = stop.Cancel;
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, "/w", "0 CREATE,ISDIR /w/a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ShellFileWatch.WatchAsync(StartAsync, "/w", stop.Token).ToListAsync(Cancel));
        Assert.Equal((1, 1), (_watch.Kills, _lister.Kills));
        Assert.Equal((false, false), (_watch.WasDisposedWhileRead, _lister.WasDisposedWhileRead));
    }

    [Fact]
    public async Task A_watch_whose_reader_goes_while_directories_wait_to_be_listed_leaves_nothing_behind()
    {
        _lister.OnLine = () => { };
        _watch.SendText(Established, StandardStream.StandardError);
        Say(1000, ["/w", .. Enumerable.Range(0, 500).Select(number => $"0 CREATE,ISDIR /w/{number}")]);
        Assert.Equal([FileChangeKind.Ready, FileChangeKind.Created], (await TakeAsync(2)).Select(change => change.Kind));
        Assert.Equal(1, _watch.Kills);
        Assert.Equal(_listers, _lister.Kills);
    }

    private void Say(int size, params string[] records) =>
        _watch.Send(Encoding.UTF8.GetBytes(string.Concat(records.Select(record => record + '\0'))).Chunk(size).Select(piece => ProcessFrame.Output(StandardStream.StandardOutput, piece)));

    private async Task<List<FileChange>> TakeAsync(int count) =>
        await ShellFileWatch.WatchAsync(StartAsync, "/w", Cancel).Take(count).ToListAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

    private Task<ProcessChannel> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments[2].Contains("inotifywait", StringComparison.Ordinal))
        {
            return Task.FromResult<ProcessChannel>(_watch);
        }

        Assert.Equal(1, ++_listers);
        return Task.FromResult<ProcessChannel>(_lister);
    }
}
