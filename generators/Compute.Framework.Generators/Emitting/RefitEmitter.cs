using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes how the calls of an interface of Refit's are registered, and made without services.</summary>
internal static class RefitEmitter
{
    private const string Namespace = "global::Refit.";

    /// <summary>Writes the registration of every interface that the constructor takes and Refit can register.</summary>
    public static void EmitRegistration(SourceWriter writer, ProviderBody body)
    {
        var baseAddress = body.Constructor.HasBaseUrl ? ", activator => activator.Options(configure).BaseUrl" : "";
        foreach (var argument in body.Constructor.Arguments)
        {
            if (argument.IsRegisteredByRefit)
            {
                writer.Line($"{Text.Runtime}ProviderHttpClients.Configure({Namespace}HttpClientFactoryExtensions.AddRefitClient<{argument.TypeName}>(builder.Services), {Text.Literal(body.Name)}{baseAddress});");
            }
        }
    }

    /// <summary>An expression for the calls, over a client that has the provider's address.</summary>
    public static string Make(ConstructorArgument argument, ConstructorModel constructor) =>
        $"{Namespace}RestService.For<{argument.TypeName}>(__cfwActivator.HttpAt({(constructor.HasBaseUrl ? "options.BaseUrl" : "null")}))";
}
