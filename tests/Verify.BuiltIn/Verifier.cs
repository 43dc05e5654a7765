using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using VerifyTests;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Compares a text with the verified file of the running test.</summary>
public static class Verifier
{
    static readonly ConcurrentDictionary<string, string> _verified = new();

    public static SettingsTask Verify(string target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(target, "txt", settings, sourceFile);

    public static SettingsTask Verify(
        string target,
        string extension,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = ""
    )
    {
        var method = UseVerifyAttribute.Current;
        return new(settings, chosen => Compare(target, extension, chosen, sourceFile, method));
    }

    static Task<VerifyResult> Compare(string target, string extension, VerifySettings settings, string sourceFile, MethodInfo method)
    {
        try
        {
            var path = SnapshotName.PathOf(settings, sourceFile, method);
            var text = SnapshotText.Of(target, extension, sourceFile);
            if (!_verified.TryAdd(path, extension))
                throw new VerifyException($"The snapshot {path} is verified twice in one run: use UseParameters or UseMethodName");
            SnapshotFile.Compare(path, extension, text, settings);
            return Task.FromResult(new VerifyResult(target));
        }
        catch (Exception exception)
        {
            return Task.FromException<VerifyResult>(exception);
        }
    }
}

/// <summary>Remembers which test is running; the build puts it on the test assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UseVerifyAttribute : BeforeAfterTestAttribute
{
    static readonly AsyncLocal<MethodInfo?> _current = new();

    internal static MethodInfo Current => _current.Value ?? throw new VerifyException("Verify is called outside a test");

    public override void Before(MethodInfo methodUnderTest) => _current.Value = methodUnderTest;

    public override void After(MethodInfo methodUnderTest) => _current.Value = null;
}
