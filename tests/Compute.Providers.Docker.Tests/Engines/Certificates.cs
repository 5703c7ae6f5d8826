using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compute.Providers.Docker.Tests;

/// <summary>An authority of one test, and what it has signed: <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c> for both ends of a connection on loopback.</summary>
internal sealed class Certificates : IDisposable
{
    private const string ServerAndClient = "1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("compute-docker-tls-");

    public Certificates()
    {
        var (begin, end) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = request.CreateSelfSigned(begin, end);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        own.CertificateExtensions.Add(names.Build());
        own.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. ServerAndClient.Split(' ').Select(usage => new Oid(usage))], critical: false));
        using var signed = own.Create(authority, begin, end, RandomNumberGenerator.GetBytes(8));

        Write("ca.pem", authority.ExportCertificatePem());
        Write("cert.pem", signed.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
    }

    public string Location => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory.FullName, name), text);
}
