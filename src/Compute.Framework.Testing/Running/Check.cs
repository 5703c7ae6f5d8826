using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Compute.Framework.Testing;

/// <summary>Assertions whose messages an author can act on.</summary>
internal static class Check
{
    private const int ShownBytes = 160;

    public static void That([DoesNotReturnIf(false)] bool condition, string expected, string actual, string law)
    {
        if (!condition)
        {
            throw new ComplianceFailedException(expected, actual, law);
        }
    }

    public static void Equal<T>(T expected, T actual, string what, string law)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ComplianceFailedException($"{what} is {Show(expected)}", Show(actual), law);
        }
    }

    public static void Bytes(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string what, string law)
    {
        if (expected.SequenceEqual(actual))
        {
            return;
        }

        var at = expected.CommonPrefixLength(actual);
        throw new ComplianceFailedException(
            $"{what} is {expected.Length} bytes: {Show(expected)}",
            $"{actual.Length} bytes, the first difference at {at}: {Show(actual[at..])}",
            law);
    }

    public static void Text(string expected, ReadOnlyMemory<byte> actual, string what, string law) =>
        Bytes(Encoding.UTF8.GetBytes(expected), actual.Span, what, law);

    [return: NotNull]
    public static T NotNull<T>(T? value, string expected, string law) =>
        value is null ? throw new ComplianceFailedException(expected, "null", law) : value;

    /// <summary>The command exited by itself with this code.</summary>
    public static ExecutionResult Exited(ExecutionResult result, int exitCode, string what, string law)
    {
        if (result.Outcome != ExecutionOutcome.Exited || result.ExitCode != exitCode)
        {
            throw new ComplianceFailedException($"{what} exits with code {exitCode}", Show(result), law);
        }

        return result;
    }

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what, string law)
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException expected)
        {
            return expected;
        }
        catch (Exception other) when (other is not ComplianceFailedException and not CaseNotApplicableException)
        {
            throw new ComplianceFailedException(
                $"{what} throws {typeof(TException).Name}", $"{other.GetType().Name}: {other.Message}", law, other);
        }

        throw new ComplianceFailedException($"{what} throws {typeof(TException).Name}", "no exception", law);
    }

    public static async Task SucceedsAsync(Func<Task> action, string what, string law)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception other) when (other is not ComplianceFailedException and not CaseNotApplicableException)
        {
            throw new ComplianceFailedException($"{what} succeeds", $"{other.GetType().Name}: {other.Message}", law, other);
        }
    }

    public static string Show(ExecutionResult result) =>
        $"{result}; standard output {Show(result.StandardOutput.Span)}; standard error {Show(result.StandardError.Span)}";

    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var shown = bytes[..Math.Min(bytes.Length, ShownBytes)];
        var text = new StringBuilder("\"");
        foreach (var value in shown)
        {
            text.Append(value is >= 0x20 and < 0x7f and not (byte)'\\' ? ((char)value).ToString() : $"\\x{value:x2}");
        }

        return text.Append('"').Append(bytes.Length > ShownBytes ? $" … ({bytes.Length} bytes)" : "").ToString();
    }

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTimeOffset time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };
}
