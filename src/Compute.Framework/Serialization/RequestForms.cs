using System.Text.Json;

namespace Compute.Framework.Serialization;

/// <summary>The requests of callers, as JSON.</summary>
internal static class RequestForms
{
    public static readonly RecordConverter<SandboxResources> Resources = Request<SandboxResources>(
        static from => new()
        {
            Cpus = from.Double("cpus"),
            MemoryBytes = from.Long("memoryBytes"),
            DiskBytes = from.Long("diskBytes"),
            MaxProcesses = from.Int("maxProcesses"),
            Gpus = from.Int("gpus"),
        },
        static (to, value) =>
        {
            to.Double("cpus", value.Cpus);
            to.Long("memoryBytes", value.MemoryBytes);
            to.Long("diskBytes", value.DiskBytes);
            to.Long("maxProcesses", value.MaxProcesses);
            to.Long("gpus", value.Gpus);
        });

    public static readonly RecordConverter<SandboxMount> Mount = Request<SandboxMount>(
        static from => new(from.Name("source"), from.Name("target"), from.Flag("isReadOnly") ?? true),
        static (to, value) =>
        {
            to.Name("source", value.Source);
            to.Name("target", value.Target);
            to.Flag("isReadOnly", value.IsReadOnly);
        });

    public static readonly RecordConverter<NetworkPolicy> Network = Request<NetworkPolicy>(
        static from =>
        {
            var name = from.TextOrNull("networkName");
            var allowed = from.Texts("allowedDestinations");
            return from.Required(from.Enum<NetworkAccess>("access"), "access") switch
            {
                NetworkAccess.Named => NetworkPolicy.Named(from.Required(name, "networkName")),
                _ when name is not null => throw from.Wrong("networkName", "allowed unless 'access' is Named"),
                NetworkAccess.AllowOnly => AllowOnly(from, allowed),
                _ when allowed.Count > 0 => throw from.Wrong("allowedDestinations", "allowed unless 'access' is AllowOnly"),
                NetworkAccess.Full => NetworkPolicy.Full,
                _ => NetworkPolicy.None,
            };
        },
        static (to, value) =>
        {
            to.Enum<NetworkAccess>("access", value.Access);
            to.Text("networkName", value.NetworkName);
            to.Texts("allowedDestinations", value.AllowedDestinations);
        });

    public static readonly RecordConverter<SecurityProfile> Security = Request<SecurityProfile>(
        static from => new()
        {
            ReadOnlyRoot = from.Flag("readOnlyRoot"),
            NoNewPrivileges = from.Flag("noNewPrivileges"),
            DropCapabilities = from.Texts("dropCapabilities"),
            AddCapabilities = from.Texts("addCapabilities"),
            Seccomp = from.TextOrNull("seccomp"),
        },
        static (to, value) =>
        {
            to.Flag("readOnlyRoot", value.ReadOnlyRoot);
            to.Flag("noNewPrivileges", value.NoNewPrivileges);
            to.Texts("dropCapabilities", value.DropCapabilities);
            to.Texts("addCapabilities", value.AddCapabilities);
            to.Text("seccomp", value.Seccomp);
        });

    public static readonly RecordConverter<SandboxFilter> Filter = Request<SandboxFilter>(
        static from => new() { Labels = from.Map("labels") },
        static (to, value) => to.Map("labels", value.Labels));

    public static readonly RecordConverter<Command> Command = Request<Command>(
        static from => new()
        {
            Arguments = from.Find("arguments") is null ? from.Required<IReadOnlyList<string>>(null, "arguments") : from.Texts("arguments"),
            WorkingDirectory = from.NameOrNull("workingDirectory"),
            Environment = from.Map("environment"),
            User = from.TextOrNull("user"),
            Timeout = from.Time("timeout"),
            StandardInput = from.Bytes("standardInput") is { } input ? CommandInput.FromBytes(input) : null,
            MaxOutputBytes = from.Long("maxOutputBytes") ?? Compute.Framework.Command.DefaultMaxOutputBytes,
        },
        static (to, value) =>
        {
            to.Texts("arguments", value.Arguments, keepsEmpty: true);
            WriteRun(to, value);
        });

    public static readonly RecordConverter<RunCodeOptions> Code = Request<RunCodeOptions>(
        static from => new()
        {
            Language = from.TextOrNull("language") is { } name ? new CodeLanguage(name) : null,
            WorkingDirectory = from.NameOrNull("workingDirectory"),
            Environment = from.Map("environment"),
            User = from.TextOrNull("user"),
            Timeout = from.Time("timeout"),
            StandardInput = from.Bytes("standardInput") is { } input ? CommandInput.FromBytes(input) : null,
            MaxOutputBytes = from.Long("maxOutputBytes") ?? Compute.Framework.Command.DefaultMaxOutputBytes,
        },
        static (to, value) =>
        {
            if (value.OnOutput is not null)
            {
                throw new NotSupportedException(
                    "RunCodeOptions.OnOutput is a callback, which cannot be serialised. Set it to null, and pass on the result's output.");
            }

            to.Text("language", value.Language?.Name);
            WriteRun(to, value.ToCommand());
        });

    public static readonly RecordConverter<TerminalOptions> Terminal = Request<TerminalOptions>(
        static from => new()
        {
            Arguments = from.Texts("arguments"),
            WorkingDirectory = from.NameOrNull("workingDirectory"),
            Environment = from.Map("environment"),
            User = from.TextOrNull("user"),
            Columns = from.Int("columns") ?? new TerminalOptions().Columns,
            Rows = from.Int("rows") ?? new TerminalOptions().Rows,
        },
        static (to, value) =>
        {
            to.Texts("arguments", value.Arguments);
            to.Name("workingDirectory", value.WorkingDirectory);
            to.Map("environment", value.Environment);
            to.Text("user", value.User);
            to.Long("columns", value.Columns);
            to.Long("rows", value.Rows);
        });

    public static readonly RecordConverter<LogOptions> Log = Request<LogOptions>(
        static from => new() { Follow = from.Flag("follow") ?? false, Tail = from.Int("tail"), Since = from.Moment("since") },
        static (to, value) =>
        {
            to.Flag("follow", value.Follow);
            to.Long("tail", value.Tail);
            to.Moment("since", value.Since);
        });

    public static readonly RecordConverter<CreateVolumeOptions> Volume = Request<CreateVolumeOptions>(
        static from => new() { Name = from.TextOrNull("name"), Labels = from.Map("labels"), SizeBytes = from.Long("sizeBytes") },
        static (to, value) =>
        {
            to.Text("name", value.Name);
            to.Map("labels", value.Labels);
            to.Long("sizeBytes", value.SizeBytes);
        });

    public static readonly RecordConverter<CreateNetworkOptions> NewNetwork = Request<CreateNetworkOptions>(
        static from => new() { Name = from.TextOrNull("name"), Labels = from.Map("labels"), IsInternal = from.Flag("isInternal") ?? false },
        static (to, value) =>
        {
            to.Text("name", value.Name);
            to.Map("labels", value.Labels);
            to.Flag("isInternal", value.IsInternal);
        });

    public static readonly RecordConverter<BuildTemplateOptions> Template = Request<BuildTemplateOptions>(
        static from => new()
        {
            Name = from.Text("name"),
            ContextDirectory = from.Name("contextDirectory"),
            RecipePath = from.NameOrNull("recipePath"),
            Arguments = from.Map("arguments"),
            Labels = from.Map("labels"),
        },
        static (to, value) =>
        {
            to.Text("name", value.Name);
            to.Name("contextDirectory", value.ContextDirectory);
            to.Name("recipePath", value.RecipePath);
            to.Map("arguments", value.Arguments);
            to.Map("labels", value.Labels);
        });

    private static NetworkPolicy AllowOnly(JsonFields from, IReadOnlyList<string> destinations)
    {
        try
        {
            return NetworkPolicy.AllowOnly(destinations);
        }
        catch (ArgumentException)
        {
            throw from.Wrong("allowedDestinations", "one or more host names, IP addresses or networks in CIDR notation");
        }
    }

    /// <summary>The options of a run, whatever is run.</summary>
    private static void WriteRun(JsonFieldWriter to, Compute.Framework.Command value)
    {
        if (value.StandardInput is { Bytes: null })
        {
            throw new NotSupportedException(
                "The standard input is a stream, which cannot be serialised. Read it first, and use CommandInput.FromBytes.");
        }

        to.Name("workingDirectory", value.WorkingDirectory);
        to.Map("environment", value.Environment);
        to.Text("user", value.User);
        to.Time("timeout", value.Timeout);
        to.Bytes("standardInput", value.StandardInput?.Bytes);
        to.Long("maxOutputBytes", value.MaxOutputBytes);
    }

    private static PlainConverter<T> Request<T>(Func<JsonFields, T> read, Action<JsonFieldWriter, T> write) =>
        new(read, write, isRequest: true);
}
