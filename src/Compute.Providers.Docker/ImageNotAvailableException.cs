using Compute.Framework;

namespace Compute.Providers.Docker;

/// <summary>The engine does not have an image and cannot get it.</summary>
public sealed class ImageNotAvailableException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="image">The image.</param>
    /// <param name="reason">Why it cannot be had.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ImageNotAvailableException(string image, string reason, Exception? innerException = null)
        : base($"The image '{image}' is not available: {reason}.", innerException)
    {
        Image = image;
        Remediation = "Check the name and the registry, or build, load or import the image at the engine.";
    }

    /// <summary>The image.</summary>
    public string Image { get; }

    /// <inheritdoc/>
    public override string Code => "image-not-available";
}
