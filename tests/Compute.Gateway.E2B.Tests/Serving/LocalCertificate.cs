using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compute.Gateway.E2B.Tests.Serving;

/// <summary>A certificate for the names below a domain of this machine, which signs itself.</summary>
internal sealed record LocalCertificate(X509Certificate2 Certificate, string Path)
{
    public const string Domain = "sbx.localhost";

    /// <summary>Creates it, and writes it, without its key, to a directory.</summary>
    public static LocalCertificate Create(DirectoryInfo directory)
    {
        try
        {
            Dns.GetHostAddresses("any." + Domain);
        }
        catch (System.Net.Sockets.SocketException)
        {
            Needed.Missing("libnss-myhostname", "names below localhost are not resolved; install the package.");
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + Domain, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Domain);
        names.AddDnsName("*." + Domain);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var created = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        var path = System.IO.Path.Combine(directory.FullName, "certificate.pem");
        File.WriteAllText(path, created.ExportCertificatePem());
        return new LocalCertificate(X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pfx), null), path);
    }
}
