using Compute.Gateway.E2B.Protos.Files;
using Compute.Gateway.E2B.State;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>The service <c>filesystem.Filesystem</c>: what directories hold.</summary>
internal static class FilesystemService
{
    public static void Map(RouteGroupBuilder group, E2BServer server)
    {
        var routes = new RpcRoutes(group, server, "filesystem.Filesystem");
        routes.Unary<PathRequest>("Stat", StatAsync);
        routes.Unary<ListDirRequest>("ListDir", ListAsync);
        routes.Unary<PathRequest>("MakeDir", MakeAsync);
        routes.Unary<MoveRequest>("Move", MoveAsync);
        routes.Unary<PathRequest>("Remove", RemoveAsync);
        WatchService.Map(routes);
    }

    private static async Task<IMessage> StatAsync(E2BCall call, PathRequest request)
    {
        var (sandbox, user) = await BeginAsync(call).ConfigureAwait(false);
        return await EntryAsync(call, sandbox, user, user.Resolve(request.Path)).ConfigureAwait(false);
    }

    private static async Task<IMessage> ListAsync(E2BCall call, ListDirRequest request)
    {
        var (sandbox, user) = await BeginAsync(call).ConfigureAwait(false);
        var path = user.Resolve(request.Path);
        var entry = await FollowedAsync(call, sandbox, path).ConfigureAwait(false)
            ?? throw E2BError.NotFound($"path '{path}' does not exist");
        if (entry.Type != FileEntryType.Directory)
        {
            throw E2BError.Invalid($"path '{path}' is not a directory");
        }

        var found = new List<FileEntry>();
        await WalkAsync(path, Math.Max(1, request.Depth)).ConfigureAwait(false);
        var response = new ListDirResponse();
        response.Entries.AddRange(await EntryForms.OfAsync(call, sandbox, user, found).ConfigureAwait(false));
        return response;

        async Task WalkAsync(string directory, uint depth)
        {
            var entries = new List<FileEntry>();
            await foreach (var one in sandbox.Files.ListAsync(directory, call.Aborted).ConfigureAwait(false))
            {
                entries.Add(one);
            }

            foreach (var one in entries.OrderBy(static one => one.Name, StringComparer.Ordinal))
            {
                found.Add(one);
                if (one.Type == FileEntryType.Directory && depth > 1)
                {
                    await WalkAsync(one.Path, depth - 1).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task<IMessage> MakeAsync(E2BCall call, PathRequest request)
    {
        var (sandbox, user) = await BeginAsync(call).ConfigureAwait(false);
        var path = user.Resolve(request.Path);
        switch ((await FollowedAsync(call, sandbox, path).ConfigureAwait(false))?.Type)
        {
            case FileEntryType.Directory:
                throw new E2BError(StatusCodes.Status409Conflict, RpcCode.AlreadyExists, $"directory '{path}' already exists");
            case not null:
                throw E2BError.Invalid($"path '{path}' exists and is not a directory");
        }

        await sandbox.Files.CreateDirectoryAsync(path, call.Aborted).ConfigureAwait(false);
        return await EntryAsync(call, sandbox, user, path).ConfigureAwait(false);
    }

    private static async Task<IMessage> MoveAsync(E2BCall call, MoveRequest request)
    {
        var (sandbox, user) = await BeginAsync(call).ConfigureAwait(false);
        var destination = user.Resolve(request.Destination);
        await sandbox.Files.MoveAsync(user.Resolve(request.Source), destination, call.Aborted).ConfigureAwait(false);
        return await EntryAsync(call, sandbox, user, destination).ConfigureAwait(false);
    }

    private static async Task<IMessage> RemoveAsync(E2BCall call, PathRequest request)
    {
        var (sandbox, user) = await BeginAsync(call).ConfigureAwait(false);
        try
        {
            await sandbox.Files.DeleteAsync(user.Resolve(request.Path), recursive: true, call.Aborted).ConfigureAwait(false);
        }
        catch (SandboxFileNotFoundException)
        {
            // What is not there is removed.
        }

        return new Nothing();
    }

    /// <summary>The sandbox, and the user that the call is made as.</summary>
    internal static async Task<(ISandbox Sandbox, SandboxUser User)> BeginAsync(E2BCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        return (sandbox, await call.Server.Users.RequireAsync(
            call, sandbox, RpcRoutes.UserOf(call.Context.Request)).ConfigureAwait(false));
    }

    /// <summary>What is at a path; of a link, what it leads to.</summary>
    internal static async Task<FileEntry?> FollowedAsync(E2BCall call, ISandbox sandbox, string path)
    {
        var entry = await sandbox.Files.GetEntryAsync(path, call.Aborted).ConfigureAwait(false);
        if (entry is not { Type: FileEntryType.SymbolicLink })
        {
            return entry;
        }

        var target = await EntryForms.TargetsAsync(call, sandbox, [path]).ConfigureAwait(false);
        return target[0] is { Length: > 0 } real ? await sandbox.Files.GetEntryAsync(real, call.Aborted).ConfigureAwait(false) : entry;
    }

    private static async Task<EntryResponse> EntryAsync(E2BCall call, ISandbox sandbox, SandboxUser user, string path)
    {
        var entry = await sandbox.Files.GetEntryAsync(path, call.Aborted).ConfigureAwait(false)
            ?? throw E2BError.NotFound($"file not found: '{path}'");
        return new EntryResponse { Entry = (await EntryForms.OfAsync(call, sandbox, user, [entry]).ConfigureAwait(false))[0] };
    }
}
