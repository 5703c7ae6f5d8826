using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Compute.Framework.Testing;

/// <summary>A program inside that responds to each HTTP request on a port with the same text, made of what the sandbox has.</summary>
internal static class Listener
{
    /// <summary>Serves <c>$2</c> on port <c>$1</c>; exits with 42 when there is nothing to serve with.</summary>
    private const string Script =
        "set -e; d=\"serve-$1\"; mkdir -p \"$d\"; printf '%s' \"$2\" > \"$d/probe\"; "
        + "if busybox httpd --help >/dev/null 2>&1; then exec busybox httpd -f -p \"$1\" -h \"$d\"; fi; "
        + "if command -v httpd >/dev/null 2>&1 && httpd --help 2>&1 | grep -qi busybox; then exec httpd -f -p \"$1\" -h \"$d\"; fi; "
        + "if command -v python3 >/dev/null 2>&1; then exec python3 -m http.server \"$1\" --directory \"$d\"; fi; "
        + "if command -v perl >/dev/null 2>&1; then exec perl -MIO::Socket::INET -e '"
        + "$s = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 8, ReuseAddr => 1) or die; "
        + "while ($c = $s->accept) { while (<$c>) { last if /^\\r?$/ } "
        + "print $c \"HTTP/1.0 200 OK\\r\\nContent-Length: \" . length($ARGV[1]) . \"\\r\\n\\r\\n\" . $ARGV[1]; close $c }' \"$1\" " +
            "\"$2\"; fi; "
        + "exit 42";

    /// <summary>Asks <c>http://$1:$2/probe</c> until there is a response, five seconds at the most; exits with 42 when there is nothing to
    /// ask with.</summary>
    private const string AskScript =
        "if busybox wget --help >/dev/null 2>&1; then get() { busybox wget -q -O - \"$1\"; }; "
        + "elif command -v wget >/dev/null 2>&1; then get() { wget -q -O - \"$1\"; }; "
        + "elif command -v curl >/dev/null 2>&1; then get() { curl -sf \"$1\"; }; "
        + "elif command -v python3 >/dev/null 2>&1; then get() { python3 -c 'import sys, urllib.request as r; " +
            "print(r.urlopen(sys.argv[1], timeout=2).read().decode(), end=\"\")' \"$1\" 2>/dev/null; }; "
        + "elif command -v perl >/dev/null 2>&1; then get() { perl -MIO::Socket::INET -e '"
        + "$ARGV[0] =~ m{//([^:/]+):(\\d+)} or die; $s = IO::Socket::INET->new(PeerAddr => $1, PeerPort => $2, Timeout => 2) or exit 1; "
        + "print $s \"GET /probe HTTP/1.0\\r\\n\\r\\n\"; local $/; $_ = <$s>; s/^.*?\\r\\n\\r\\n//s; print' \"$1\"; }; "
        + "else exit 42; fi; "
        + "i=0; while [ $i -lt 25 ]; do if get \"http://$1:$2/probe\" 2>/dev/null; then exit 0; fi; i=$((i+1)); sleep 0.2 2>/dev/null " +
            "|| sleep 1; done; exit 1";

    private const int NothingToUse = 42;

    /// <summary>A port that is free on this machine now: some sandboxes share its ports.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Starts the program; it is disposed after the case.</summary>
    public static async Task<ISandboxProcess> StartAsync(ComplianceContext context, ISandbox sandbox, int port, string text)
    {
        context.Require(SandboxOperation.StartProcess);
        context.RequireShell();
        return await context.StartShellAsync(sandbox, Script, Text(port), text).ConfigureAwait(false);
    }

    /// <summary>Ends the case where the program ended because the sandbox has nothing to serve with.</summary>
    public static async Task CheckServesAsync(ComplianceContext context, ISandboxProcess listener)
    {
        var end = listener.WaitAsync(context.CancellationToken);
        if (await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(500), context.CancellationToken)).ConfigureAwait(false) != end)
        {
            return;
        }

        var result = await end.ConfigureAwait(false);
        if (result is { Outcome: ExecutionOutcome.Exited, ExitCode: NothingToUse })
        {
            context.NotApplicable("The sandboxes have nothing to listen on a port with (busybox, python3, perl).");
        }

        throw new ComplianceFailedException("a program that listens on a port runs on", Check.Show(result), Law.Process);
    }

    /// <summary>What a command in a sandbox gets from a host and port; null when nothing responds.</summary>
    public static async Task<string?> AskAsync(ComplianceContext context, ISandbox sandbox, string host, int port)
    {
        var result = await context.ShellAsync(sandbox, AskScript, host, Text(port)).ConfigureAwait(false);
        if (result is { Outcome: ExecutionOutcome.Exited, ExitCode: NothingToUse })
        {
            context.NotApplicable("The sandboxes have nothing to ask over HTTP with (busybox, wget, curl, python3, perl).");
        }

        return result.IsSuccess ? result.StandardOutputText : null;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
