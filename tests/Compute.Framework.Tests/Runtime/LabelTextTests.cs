using System.Text;
using System.Text.RegularExpressions;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>The framework's own labels are within what the strictest back ends take.</summary>
public sealed partial class LabelTextTests
{
    [Fact]
    public void Any_owner_is_a_strict_label_value_and_is_read_back()
    {
        var random = new Random(20);
        for (var i = 0; i < 5_000; i++)
        {
            var owner = new SandboxOwner(
                LabelText.OfHost(RandomText(random)),
                random.NextInt64(1L << 32).ToString("x8", System.Globalization.CultureInfo.InvariantCulture),
                LabelText.OfNamespace($"pid:[{random.NextInt64(i % 2 == 0 ? uint.MaxValue : long.MaxValue)}]"),
                random.Next(),
                random.NextInt64());
            var label = owner.ToString();
            Assert.True(Strict().IsMatch(label) && label.Length <= 63, label);
            Assert.True(SandboxOwner.TryParse(label, out var parsed));
            Assert.Equal(owner, parsed);
        }
    }

    [Fact]
    public void This_process_and_its_tokens_are_strict_label_values()
    {
        Assert.Matches(Strict(), OwnerLabels.Current.ToString());
        Assert.Matches(Strict(), OwnerLabels.NewToken());
        Assert.All([OwnerLabels.Owner, OwnerLabels.Token], key => Assert.Matches(Strict(), key));
    }

    [Theory]
    [InlineData("node-1", "node-1")]
    [InlineData("a", "a")]
    public void A_short_plain_name_stays(string name, string expected) => Assert.Equal(expected, LabelText.OfHost(name));

    [Theory]
    [InlineData("cluster-of-the-north-node-1", "cluster-of-the-north-node-2")]
    [InlineData("my_host", "myhost")]
    [InlineData("MyHost", "myhost")]
    [InlineData("host.a", "hosta")]
    [InlineData("żółw", "")]
    [InlineData("-a-", "a")]
    public void Two_hosts_never_look_like_one(string one, string other) => Assert.NotEqual(LabelText.OfHost(one), LabelText.OfHost(other));

    [Fact]
    public void An_owner_whose_host_has_dots_is_read_back()
    {
        var owner = new SandboxOwner("a.b.c", "boot", "0", 1, 2);
        Assert.True(SandboxOwner.TryParse(owner.ToString(), out var parsed));
        Assert.Equal(owner, parsed);
    }

    private static string RandomText(Random random)
    {
        const string Characters = "abcXYZ012-._ :żß東\0";
        var text = new StringBuilder();
        for (var length = random.Next(80); length > 0; length--)
        {
            text.Append(Characters[random.Next(Characters.Length)]);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Strict();
}
