namespace Compute.Framework;

/// <summary>A signal that a process can receive or be ended by, by its number on Linux.</summary>
public readonly record struct Signal
{
    private readonly byte _number;

    /// <summary>A signal by its number.</summary>
    /// <param name="number">The number on Linux, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public Signal(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 64);
        _number = (byte)number;
    }

    /// <summary>The terminal was closed (<c>SIGHUP</c>).</summary>
    public static Signal Hangup => new(1);

    /// <summary>The user asks to stop, as with Ctrl+C (<c>SIGINT</c>).</summary>
    public static Signal Interrupt => new(2);

    /// <summary>The user asks to stop and to write a core file (<c>SIGQUIT</c>).</summary>
    public static Signal Quit => new(3);

    /// <summary>The process called <c>abort</c> (<c>SIGABRT</c>).</summary>
    public static Signal Abort => new(6);

    /// <summary>Ends the process at once; it cannot be handled (<c>SIGKILL</c>).</summary>
    public static Signal Kill => new(9);

    /// <summary>Has the meaning that the program gives it (<c>SIGUSR1</c>).</summary>
    public static Signal User1 => new(10);

    /// <summary>The process used memory that it does not have (<c>SIGSEGV</c>).</summary>
    public static Signal SegmentationFault => new(11);

    /// <summary>Has the meaning that the program gives it (<c>SIGUSR2</c>).</summary>
    public static Signal User2 => new(12);

    /// <summary>The process wrote to a pipe that nobody reads (<c>SIGPIPE</c>).</summary>
    public static Signal BrokenPipe => new(13);

    /// <summary>Asks the process to end (<c>SIGTERM</c>).</summary>
    public static Signal Terminate => new(15);

    /// <summary>Continues a process that was stopped (<c>SIGCONT</c>).</summary>
    public static Signal Continue => new(18);

    /// <summary>Stops the process until <see cref="Continue"/>; it cannot be handled (<c>SIGSTOP</c>).</summary>
    public static Signal Stop => new(19);

    /// <summary>The number on Linux, 1 to 64; 0 for <c>default</c>, which is no signal and is refused wherever one is needed.</summary>
    public int Number => _number;

    /// <summary>The number.</summary>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
