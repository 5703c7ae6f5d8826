using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes how the calls of an interface of Refit's are made: by the client that Refit's generator wrote.</summary>
internal static class RefitEmitter
{
    /// <summary>Writes the registration of every interface that the constructor takes, under the name that the provider is added
    /// under.</summary>
    public static void EmitRegistration(SourceWriter writer, ProviderBody body, string name)
    {
        var baseAddress = body.Constructor.HasBaseUrl ? "activator.Options(configure).BaseUrl" : "null";
        foreach (var argument in body.Constructor.Arguments)
        {
            if (argument.IsMadeByRefit)
            {
                writer.Line(
                    $"builder.AddProviderService({name}, activator => {Make(argument, body.Constructor, "activator", baseAddress)});");
            }
        }
    }

    /// <summary>An expression for the calls, over a client that has the provider's address.</summary>
    public static string Make(ConstructorArgument argument, ConstructorModel constructor) =>
        Make(argument, constructor, "__cfwActivator", constructor.HasBaseUrl ? "options.BaseUrl" : "null");

    private static string Make(ConstructorArgument argument, ConstructorModel constructor, string activator, string baseAddress)
    {
        var context = constructor.JsonContext is { } type ? $", {type}.Default" : "";
        return $"global::Refit.RestService.ForGenerated<{argument.TypeName}>({activator}.HttpAt({baseAddress}){context})";
    }
}
