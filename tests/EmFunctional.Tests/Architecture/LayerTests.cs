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
        "Runs",
        "Narration",
        "Models",
        "Families",
        "Mixtures",
        "Models/Linkage",
        "Chains",
        "Models/GaussianMixture",
        ".", // what a program begins with: Em, and the registry of all models
        "Explaining",
    ];

    // What is left; this may only shrink.
    static readonly string[] _left =
    [
        "Families/Capabilities.cs Mixtures/MixtureData.cs",
        "Families/Capabilities.cs Mixtures/MixtureParameters.cs",
        "Families/Coin.cs Mixtures/MixtureData.cs",
        "Families/Coin.cs Mixtures/MixtureExpectation.cs",
        "Families/Coin.cs Mixtures/MixtureParameters.cs",
        "Families/CoinWords.cs Mixtures/MixtureData.cs",
        "Families/FamilyReader.cs Mixtures/MixtureData.cs",
        "Families/Flips.cs Mixtures/MixtureData.cs",
        "Families/FlipsReader.cs Mixtures/MixtureData.cs",
        "Families/Normal.cs Mixtures/MixtureData.cs",
        "Families/Normal.cs Mixtures/MixtureParameters.cs",
        "Families/Normal.cs Models/GaussianMixture/Form/Covariance.cs",
        "Families/Normal.cs Models/GaussianMixture/Form/GaussianMixtureParameters.cs",
        "Families/Normal.cs Models/GaussianMixture/GaussianMixtureExpectation.cs",
        "Families/Normal.cs Models/GaussianMixture/GaussianMixtureShape.cs",
        "Families/NormalStart.cs Mixtures/MixtureData.cs",
        "Families/NormalStart.cs Mixtures/MixtureParameters.cs",
        "Families/NormalStart.cs Models/GaussianMixture/Form/Covariance.cs",
        "Families/NormalStart.cs Models/GaussianMixture/Form/GaussianMixtureParameters.cs",
        "Families/NormalWords.cs Mixtures/MixtureData.cs",
        "Families/NormalWords.cs Models/GaussianMixture/GaussianMixtureExplanation.cs",
        "Families/Poisson.cs Mixtures/FoldedRows.cs",
        "Families/Poisson.cs Mixtures/MixtureData.cs",
        "Mixtures/MixtureImputation.cs Models/GaussianMixture/GaussianMixtureImputation.cs",
        "Models/ModelRows.cs Models/GaussianMixture/GaussianMixtureImputation.cs",
    ];

    static readonly Lazy<FileGraph> _graph = new(() => FileGraph.Of(typeof(Em).Assembly));

    [Fact]
    public void Every_folder_is_in_the_list() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Home).Select(Path.GetFileName).Except(["bin", "obj", "Pages"]).Order(StringComparer.Ordinal),
            _folders.Where(folder => folder != "." && !folder.Contains('/')).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_folder_uses_one_that_comes_after_it()
    {
        var found = _graph
            .Value.Uses.Where(file => FolderOf(file.Key) >= 0)
            .SelectMany(file =>
                file.Value.Where(used => FolderOf(used) > FolderOf(file.Key)).Select(used => $"{Name(file.Key)} {Name(used)}")
            )
            .ToArray();
        var (risen, mended) = (found.Except(_left).ToArray(), _left.Except(found).ToArray());
        Assert.True(risen.Length + mended.Length == 0, $"new: {string.Join(", ", risen)}; no longer there: {string.Join(", ", mended)}");
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
