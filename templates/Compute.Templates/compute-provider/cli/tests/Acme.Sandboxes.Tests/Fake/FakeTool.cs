using Xunit;

[assembly: AssemblyFixture(typeof(AcmeSandboxes.Tests.Fake.FakeTool))]

namespace AcmeSandboxes.Tests.Fake;

/// <summary>The tool that stands beside this file, with a state directory for the length of the test run.</summary>
public sealed class FakeTool : IDisposable
{
    /// <summary>The key that the tool accepts.</summary>
    public const string ApiKey = "test-key";

    private static FakeTool? _current;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("acme-fake-");

    /// <summary>Prepares the tool.</summary>
    public FakeTool()
    {
        // Packages do not keep the permission to execute a file.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        _current = this;
    }

    /// <summary>The tool, for the tests that run now.</summary>
    public static FakeTool Current => _current ?? throw new InvalidOperationException("The tests have not begun.");

    /// <summary>Where the tool is.</summary>
    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Fake", "acmectl");

    /// <summary>Where it keeps its sandboxes.</summary>
    public string StateDirectory => _state.FullName;

    /// <inheritdoc/>
    public void Dispose() => _state.Delete(recursive: true);
}
