using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace EmFunctional.Tests.Support;

/// <summary>Compares with a snapshot, of which only the name of its file is known: another framework runs these tests than the one for which it is kept.</summary>
static class Snapshot
{
    public static Task Match(string text, [CallerFilePath] string source = "", [CallerMemberName] string test = "")
    {
        var file = Repository.PathTo($"snapshots/{Path.GetFileNameWithoutExtension(source)}.{test}.verified.txt");

        Assert.Equal(File.ReadAllText(file).Trim(), text.Trim(), ignoreLineEndingDifferences: true);
        return Task.CompletedTask;
    }
}
