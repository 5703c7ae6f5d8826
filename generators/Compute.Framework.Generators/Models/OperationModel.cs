namespace Compute.Framework.Generators.Models;

/// <summary>An operation for which the author wrote a method.</summary>
/// <param name="Operation">The operation's name in <c>SandboxOperation</c>.</param>
/// <param name="Call">How to call the method; null when something is wrong with it.</param>
/// <param name="Error">What is wrong with it, to be thrown; null when nothing is.</param>
/// <param name="Options">The options that the method honors, in the order of the contract.</param>
internal sealed record OperationModel(string Operation, CallModel? Call, string? Error, EquatableArray<OptionModel> Options)
{
    /// <summary>The limits that its parameters declare.</summary>
    public EquatableArray<LimitModel> Limits { get; init; }

    public bool Honors(string property)
    {
        foreach (var option in Options)
        {
            if (option.Property == property)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>An option that a method honors.</summary>
/// <param name="Name">Its name in the manifest, such as <c>Resources.Cpus</c>.</param>
/// <param name="Property">Its property's name, such as <c>Cpus</c>.</param>
/// <param name="Place">Its place in the contract.</param>
internal sealed record OptionModel(string Name, string Property, double Place);

/// <summary>A call of an author's method.</summary>
/// <param name="Method">The method's name, escaped.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="ByHandle">Whether a sandbox is destroyed by its handle.</param>
/// <param name="Arguments">The arguments, in order.</param>
/// <param name="Refused">The reserved parameters that the method does not take and whose use is therefore refused.</param>
/// <param name="Conversion">What becomes of the result.</param>
/// <param name="ListType">The type of list that the method returns, where that matters.</param>
internal sealed record CallModel(
    string Method,
    bool IsStatic,
    bool ByHandle,
    EquatableArray<BindingModel> Arguments,
    EquatableArray<string> Refused,
    ResultConversion Conversion,
    string? ListType);

/// <summary>Where an argument comes from.</summary>
/// <param name="Path">What of the driver method's own parameters is passed, such as <c>options.Image</c>.</param>
/// <param name="OwnOptionsType">The type of the provider's own options, when they are passed.</param>
/// <param name="Record">The record of the author's that is made of several of them, instead of a path.</param>
internal sealed record BindingModel(string Path, string? OwnOptionsType = null, RecordModel? Record = null);

/// <summary>A record of the author's whose members are bound one by one.</summary>
/// <param name="TypeName">The record's name with <c>global::</c>.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="Properties">The properties that are set besides.</param>
internal sealed record RecordModel(string TypeName, EquatableArray<MemberModel> Arguments, EquatableArray<MemberModel> Properties);

/// <summary>A member of an author's record.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Binding">Where its value comes from.</param>
internal sealed record MemberModel(string Name, BindingModel Binding);

/// <summary>What becomes of the result of an author's method.</summary>
internal enum ResultConversion
{
    /// <summary>Returned as it is.</summary>
    None,

    /// <summary>A task, wrapped.</summary>
    Wrap,

    /// <summary>Awaited, because its type is a more special one.</summary>
    Await,

    /// <summary>A handle or null.</summary>
    Lookup,

    /// <summary>A handle that is never null.</summary>
    Present,

    /// <summary>A read-only list as a sequence.</summary>
    Sequence,

    /// <summary>Another kind of list as a sequence.</summary>
    SequenceOf,
}
