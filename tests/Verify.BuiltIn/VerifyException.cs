/// <summary>A snapshot that is new, differs, or is refused. It has no namespace, as in Verify.</summary>
public class VerifyException(string message) : Exception(message);
