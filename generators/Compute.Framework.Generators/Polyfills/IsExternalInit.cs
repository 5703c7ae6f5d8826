namespace System.Runtime.CompilerServices;

/// <summary>Lets netstandard2.0 have init-only properties and records.</summary>
internal static class IsExternalInit;
