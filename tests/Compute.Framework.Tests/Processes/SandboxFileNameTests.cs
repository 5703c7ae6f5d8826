namespace Compute.Framework.Tests.Processes;

/// <summary>Names of files as text and back.</summary>
public sealed class SandboxFileNameTests
{
    public static TheoryData<byte[], string> Names => new()
    {
        { [], "" },
        { "żółć 🙂"u8.ToArray(), "żółć 🙂" },
        { [(byte)'c', 0xE9], "c\uDCE9" },
        { [0xC3, 0x28], "\uDCC3(" },
        { [0xF0, 0x9F, 0x99], "\uDCF0\uDC9F\uDC99" },
        { [0xED, 0xA0, 0x80], "\uDCED\uDCA0\uDC80" },
        { [0xEF, 0xBF, 0xBD, 0xFF], "\uFFFD\uDCFF" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_leads_back_to_the_bytes(byte[] bytes, string text)
    {
        Assert.Equal(text, SandboxFileNames.GetString(bytes));
        Assert.Equal(bytes, SandboxFileNames.GetBytes(text));
    }

    [Fact]
    public void Any_bytes_come_back()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            Assert.Equal(bytes, SandboxFileNames.GetBytes(SandboxFileNames.GetString(bytes)));
        }
    }

    [Fact]
    public void What_stands_for_no_byte_is_refused()
    {
        // In a loop: attributes hold text as UTF-8, which has no lone surrogates.
        foreach (var text in (string[])["a\uD800b", "\uDC7F", "\uDD00"])
        {
            Assert.Throws<ArgumentException>(() => SandboxFileNames.GetBytes(text));
        }
    }
}
