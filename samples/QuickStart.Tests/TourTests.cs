using Compute.Framework;
using Compute.Providers.Local;
using Xunit;

namespace QuickStart.Tests;

public sealed class TourTests
{
    [Fact]
    public async Task The_tour_does_its_work_and_leaves_nothing()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var state = Directory.CreateTempSubdirectory("compute-tour-");
        try
        {
            await using var provider = LocalProvider.Create(new LocalOptions { StateDirectory = state.FullName });
            var output = new StringWriter();

            await Tour.RunAsync(provider, output, cancellation);

            var text = output.ToString();
            Assert.Contains("3 rose", text, StringComparison.Ordinal);
            Assert.Contains("err done", text, StringComparison.Ordinal);
            Assert.Contains("timed out", text, StringComparison.Ordinal);
            Assert.Contains("a, rose, is", text, StringComparison.Ordinal);
            Assert.Contains("not there", text, StringComparison.Ordinal);
            Assert.Equal(0, await provider.ListAsync(cancellationToken: cancellation).CountAsync(cancellation));
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }
}
