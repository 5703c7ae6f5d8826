namespace Compute.Framework.Analyzers;

/// <summary>The token of a member that a rule marks. Where it is missing, the member's name is marked.</summary>
public enum ProblemPlace
{
    /// <summary>The member's name, or that of the parameter that the problem is about.</summary>
    Name,

    /// <summary>A method's return type, a property's type, or the type of the parameter that the problem is about.</summary>
    Type,

    /// <summary>The attribute of the framework that makes a type its own: <c>[Provider]</c> and the like.</summary>
    TypeAttribute,

    /// <summary>The attribute <c>[Honors]</c> of a method.</summary>
    Honors,
}
