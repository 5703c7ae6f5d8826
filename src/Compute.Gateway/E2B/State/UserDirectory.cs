using System.Collections.Concurrent;
using System.Text;

namespace Compute.Gateway.E2B.State;

/// <summary>Who E2B's users are in each sandbox. It is asked once.</summary>
internal sealed class UserDirectory(E2BOptions options)
{
    private const int MaxKept = 10_000;
    private const string Ask = "printf '%s\\0' \"$HOME\" \"$(pwd)\" \"$(id -u)\" \"$(id -g)\"";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Provider, string Sandbox, string User), SandboxUser> _known = new();

    /// <summary>The user of a name; the default user for null.</summary>
    /// <exception cref="E2BError">There is no such user.</exception>
    public async Task<SandboxUser> RequireAsync(E2BCall call, ISandbox sandbox, string? name)
    {
        name = string.IsNullOrEmpty(name) ? E2BUser.DefaultName : name;
        if (!options.Users.TryGetValue(name, out var user))
        {
            throw new E2BError(401, RpcCode.Unauthenticated, $"invalid username: '{name}'");
        }

        var key = (call.Gateway.ProviderKey, sandbox.Id, name);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var answer = await sandbox.RunAsync(
            Command.Shell(Ask) with { User = user.User, Timeout = Patience }, call.Aborted).ConfigureAwait(false);
        var parts = Encoding.UTF8.GetString(answer.StandardOutput.Span).Split('\0');
        if (!answer.IsSuccess || parts is not [var home, var directory, var uid, var gid, ..])
        {
            throw new E2BError(401, RpcCode.Unauthenticated, $"The user '{name}' cannot run commands in the sandbox: {answer}.");
        }

        if (_known.Count >= MaxKept)
        {
            _known.Clear();
        }

        return _known[key] = new SandboxUser(name, user.User, user.Home ?? (home.StartsWith('/') ? home : directory), uid, gid);
    }

    public void Forget(string sandboxId)
    {
        foreach (var key in _known.Keys.Where(key => key.Sandbox == sandboxId))
        {
            _known.TryRemove(key, out _);
        }
    }
}

/// <summary>A user in a sandbox.</summary>
/// <param name="Name">E2B's name.</param>
/// <param name="User">The user in the sandbox; null for the sandbox's own.</param>
/// <param name="Home">The home directory.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="GroupId">The group's number.</param>
internal sealed record SandboxUser(string Name, string? User, string Home, string UserId, string GroupId)
{
    private const string RootId = "0";

    /// <summary>A path as the user means it.</summary>
    public string Resolve(string? path) => path switch
    {
        null or "" or "~" => Home,
        ['~', '/', .. var rest] => Join(rest),
        ['/', ..] => path,
        _ => Join(path),
    };

    /// <summary>The name of an owner.</summary>
    public string NameOfUser(string? id) => id == UserId ? Name : NameOf(id);

    /// <summary>The name of a group.</summary>
    public string NameOfGroup(string? id) => id == GroupId ? Name : NameOf(id);

    private static string NameOf(string? id) => id == RootId ? "root" : id ?? "";

    private string Join(string path) => $"{Home.TrimEnd('/')}/{path}";
}
