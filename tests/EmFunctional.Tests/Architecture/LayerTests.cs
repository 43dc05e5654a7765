using System.IO;
using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Architecture;

/// <summary>The folders of the core in reading order: each uses those above it in this list, and none below.</summary>
public class LayerTests
{
    static readonly string[] _folders =
    [
        "Numerics",
        "Modelling",
        "Sharding",
        "Tables",
        "Iterating",
        "Inference",
        "Runs",
        "Online",
        "Narration",
        "Reporting",
        "Models",
        "Resampling",
        "Families/Gaussian",
        "Families",
        "Mixtures",
        "Models/Linkage",
        "Chains",
        "Models/GaussianMixture",
        ".", // what a program begins with: Em, and the registry of all models
        "Explaining",
    ];

    static readonly Lazy<FileGraph> _graph = new(() => FileGraph.Of(typeof(Em).Assembly));

    [Fact]
    public void Every_folder_is_in_the_list() =>
        Assert.Equal(
            Directory
                .EnumerateDirectories(Home)
                .Select(Path.GetFileName)
                .Except(["bin", "obj", "Pages", "Examples"])
                .Order(StringComparer.Ordinal),
            _folders.Where(folder => folder != "." && !folder.Contains('/')).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_folder_uses_one_that_comes_after_it()
    {
        var found = (
            from file in _graph.Value.Uses
            from used in file.Value
            let folders = (From: FolderOf(file.Key), To: FolderOf(used))
            where folders.From >= 0 && folders.To > folders.From
            select $"{Name(file.Key)} uses {Name(used)}"
        ).ToArray();
        Assert.True(found.Length == 0, string.Join("; ", found));
    }

    [Fact]
    public void The_graph_sees_what_a_folder_uses() =>
        Assert.Contains(
            _graph.Value.Uses,
            file => Name(file.Key) == "Registry.cs" && file.Value.Any(used => Name(used) == "Families/Family.cs")
        );

    static string Home => Repository.PathTo("src/EmFunctional.Core");

    static string Name(string file) => Path.GetRelativePath(Home, file).Replace('\\', '/');

    // The longest folder of the list that it is in; −1 of what the compiler wrote itself.
    static int FolderOf(string file)
    {
        var name = Name(file);
        return name.StartsWith("..", StringComparison.Ordinal) || name.StartsWith("obj/", StringComparison.Ordinal) ? -1
            : !name.Contains('/') ? Array.IndexOf(_folders, ".")
            : Array.IndexOf(
                _folders,
                _folders.Where(folder => name.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(folder => folder.Length)
            );
    }
}
