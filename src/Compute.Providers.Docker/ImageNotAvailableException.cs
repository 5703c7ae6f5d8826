namespace Compute.Providers.Docker;

/// <summary>The engine does not have an image and cannot get it.</summary>
/// <param name="image">The image.</param>
/// <param name="reason">Why it cannot be had.</param>
public sealed class ImageNotAvailableException(string image, string reason) : ComputeException(
    $"The image '{image}' is not available: {reason}.")
{
    /// <summary>The image.</summary>
    public string Image { get; } = image;

    /// <inheritdoc/>
    public override string Code => "image-not-available";
}
