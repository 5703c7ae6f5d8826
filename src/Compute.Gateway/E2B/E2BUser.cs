namespace Compute.Gateway.E2B;

/// <summary>Who a user of E2B is in the sandboxes.</summary>
public sealed record E2BUser
{
    internal const string DefaultName = "user";

    /// <summary>The user in the sandbox (<see cref="Command.User"/>); null for the sandbox's own user.</summary>
    public string? User { get; init; }

    /// <summary>The directory that relative paths and <c>~</c> start from, an absolute path; null for what the user's <c>HOME</c>
    /// says.</summary>
    public string? Home { get; init; }
}
