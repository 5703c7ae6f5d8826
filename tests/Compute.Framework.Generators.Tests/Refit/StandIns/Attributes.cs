namespace Refit;

[AttributeUsage(AttributeTargets.Method)]
internal abstract class HttpMethodAttribute(string path) : Attribute
{
    public abstract HttpMethod Method { get; }

    public string Path { get; } = path;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class GetAttribute(string path) : HttpMethodAttribute(path)
{
    public override HttpMethod Method => HttpMethod.Get;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostAttribute(string path) : HttpMethodAttribute(path)
{
    public override HttpMethod Method => HttpMethod.Post;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeleteAttribute(string path) : HttpMethodAttribute(path)
{
    public override HttpMethod Method => HttpMethod.Delete;
}

internal sealed class RefitSettings;
