#pragma warning disable CS1591, CS9113 // Undocumented; parameters of attributes are only written down.

namespace Refit;

[AttributeUsage(AttributeTargets.Method)]
public sealed class GetAttribute(string path) : Attribute;

[AttributeUsage(AttributeTargets.Method)]
public sealed class PostAttribute(string path) : Attribute;

[AttributeUsage(AttributeTargets.Method)]
public sealed class DeleteAttribute(string path) : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BodyAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueryAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HeaderAttribute(string header) : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AuthorizeAttribute(string scheme = "Bearer") : Attribute;

public interface IHttpContentSerializer;

public sealed class SystemTextJsonContentSerializer(System.Text.Json.JsonSerializerOptions options) : IHttpContentSerializer;

public class RefitSettings
{
    public IHttpContentSerializer ContentSerializer { get; set; } = null!;

    public Func<HttpResponseMessage, Task<Exception?>> ExceptionFactory { get; set; } = null!;
}

public static class RestService
{
    public static T For<T>(HttpClient client, RefitSettings? settings) => throw new NotSupportedException("A stand-in for the compiler only.");
}
