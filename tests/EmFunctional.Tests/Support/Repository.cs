using System.IO;
using System.Runtime.CompilerServices;

namespace EmFunctional.Tests.Support;

/// <summary>The checkout that this test was compiled from.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    public static string PathTo(string relative) => Path.Combine(Root, relative);

    static string ThisFile([CallerFilePath] string path = "") => path;
}
