using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace EmFunctional.Tests.Support;

/// <summary>Snapshots lie in one folder at the top, wherever the test's source is.</summary>
static class Snapshot
{
    public static Task Match(string text, [CallerFilePath] string sourceFile = "") => Match(text, new VerifySettings(), sourceFile);

    public static Task Match(string text, VerifySettings settings, [CallerFilePath] string sourceFile = "")
    {
        settings.UseDirectory(Path.GetRelativePath(Path.GetDirectoryName(sourceFile)!, Repository.PathTo("snapshots")));
        return Verify(text, settings, sourceFile).ToTask();
    }
}
