namespace Compute.Framework.Emulation;

/// <summary>A temporary file in a sandbox that only its user can read.</summary>
internal sealed class ShellStaging(CommandRunner run, string? user)
{
    private static readonly TimeSpan RemoveTime = TimeSpan.FromSeconds(10);
    private static readonly string[] Places = ["/tmp", "/var/tmp", "/dev/shm"];

    private const string Create = ShellScript.Begin + """
        umask 077
        s=0
        for d; do
          s=$((s+1))
          mkdir -- "$d" && true >"$d/in" && exit "$s"
        done 2>/dev/null
        exit 0
        """ + ShellScript.End;

    private const string Remove = ShellScript.Begin + """
        rm -rf -- "$@"
        """ + ShellScript.End;

    private readonly List<string> _directories = [];

    /// <summary>Writes the input to a new file and returns its path. The file is alone in its directory.</summary>
    public async ValueTask<string> WriteAsync(CommandInput input, CancellationToken cancellationToken)
    {
        // The names are made here, so that a lost response leaves nothing that cannot be found again.
        var name = "cfw-" + ShellTrailer.NewNonce();
        _directories.AddRange(Places.Select(place => $"{place}/{name}"));
        try
        {
            var created = await ShellScript.RunAsync(run, Create, _directories, user, input: null, cancellationToken).ConfigureAwait(false);
            if (created.Status < 1 || created.Status > _directories.Count)
            {
                throw new SandboxFileException(Places[0], "No temporary file can be created there, nor in /var/tmp and /dev/shm; the " +
                    "emulation of standard input and environment needs one.");
            }

            var path = _directories[created.Status - 1] + "/in";
            var content = input.OpenRead();
            await new ShellUpload(run, user).AppendAsync(path, default, content, cancellationToken).ConfigureAwait(false);
            return path;
        }
        catch
        {
            await RemoveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Removes what was written, if anything; within a bound, and without an error of its own.</summary>
    public async ValueTask RemoveAsync()
    {
        if (_directories.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(RemoveTime);
        try
        {
            await ShellScript.RunAsync(
                run, Remove, _directories, user, input: null, limit.Token).AsTask().WaitAsync(RemoveTime).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // An error is on its way to the caller; that the clean-up failed too would only hide it.
        }
    }
}
