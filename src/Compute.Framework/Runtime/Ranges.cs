namespace Compute.Framework.Runtime;

/// <summary>Ranges of numbers that a caller gives, checked before anything starts. The exception's parameter is the option's
/// name.</summary>
internal static class Ranges
{
    /// <summary>The longest lifetime: what back ends that count in whole seconds can hold, and no clock runs out of dates with.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(24_855);

    private const UnixFileMode FileModeBits = (UnixFileMode)0xFFF;

    /// <exception cref="ArgumentOutOfRangeException">The value is set, and zero, negative or no number.</exception>
    public static void Positive(double? value, string option)
    {
        if (value is not null and not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be positive.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is set, and zero or negative, as <see cref="Timeout.InfiniteTimeSpan"/>
    /// is.</exception>
    public static void Positive(TimeSpan? value, string option)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be positive; leave it out for none.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is set, not positive and not
    /// <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public static void PositiveOrInfinite(TimeSpan? value, string option)
    {
        if (value <= TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be positive, or Timeout.InfiniteTimeSpan for none.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is set, and not positive or longer than
    /// <see cref="MaxLifetime"/>.</exception>
    public static void Lifetime(TimeSpan? value, string option)
    {
        Positive(value, option);
        if (value > MaxLifetime)
        {
            throw new ArgumentOutOfRangeException(
                option, value, $"{option} is at most {MaxLifetime.TotalDays:0} days; leave it out for none.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value has bits that are no permission bits.</exception>
    public static void FileMode(UnixFileMode value, string option)
    {
        if ((value & ~FileModeBits) != 0)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option}: a mode has the bits of 7777 (octal) alone.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is no TCP port.</exception>
    public static void Port(int value, string option)
    {
        if (value is < 1 or > 65535)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option}: a port is 1 to 65535.");
        }
    }
}
