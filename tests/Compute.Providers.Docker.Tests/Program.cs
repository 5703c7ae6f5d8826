using Compute.Providers.Docker.Tests;
using Xunit.Runner.InProc.SystemConsole;

// The owner that crash tests kill is this program, too: it begins at once, where a test would first be looked for among all.
return args is [CrashingOwner.Argument, var engine, var host, var mark, var file]
    ? await CrashingOwner.OwnAsync(engine, new Uri(host), mark, file)
    : await ConsoleRunner.Run(args);
