using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Http;

/// <summary>Writes an error in the form of an interface; once the response has begun, it is cut.</summary>
/// <returns>The error's code, for the audit log.</returns>
internal delegate Task<string> FailureWriter(HttpContext context, Exception exception);
