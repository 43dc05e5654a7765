using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Architecture;

/// <summary>
/// Files in a folder can be read one after the other: none uses a file that, through others, uses it. Folders with more than ten files are looked
/// at, with all that is in the folders within them.
/// </summary>
public class FileCircleTests
{
    const int Many = 10;

    static readonly Assembly[] _assemblies =
    [
        typeof(Em).Assembly,
        typeof(EmStreams).Assembly,
        typeof(EmFunctional.Pictures.Svg).Assembly,
        typeof(EmFunctional.Testing.NumericTrace).Assembly,
        typeof(EmFunctional.Cli.Verbs.FitVerb).Assembly,
        typeof(EmFunctional.Transcripts.Model.EquivalenceClasses).Assembly,
        typeof(EmFunctional.Watching.Serving.WatchServer).Assembly,
        typeof(EmFunctional.ML.MixtureTrainer).Assembly,
        typeof(EmFunctional.Tokenisation.UnigramTokeniser).Assembly,
        typeof(EmFunctional.Stores.JournalStore).Assembly,
        typeof(EmFunctional.Cluster.EmCluster).Assembly,
    ];

    static readonly Lazy<FileGraph> _graph = new(() => FileGraph.Of(_assemblies));

    [Fact]
    public void No_files_of_a_folder_use_each_other_in_a_circle()
    {
        var found = Circles().ToArray();
        Assert.True(found.Length == 0, string.Join("; ", found));
    }

    // The rooms of the Gaussian mixture in the order of its README.md: each uses those before it.
    [Fact]
    public void The_rooms_of_the_Gaussian_mixture_are_layers()
    {
        var home = Core("Models/GaussianMixture");
        string[] rooms = ["Form", "Data", "Start", "."];
        int RoomOf(string file) => Array.IndexOf(rooms, Path.GetRelativePath(home, Path.GetDirectoryName(file)!));
        foreach (var file in Sources(home).Where(_graph.Value.Uses.ContainsKey))
            Assert.All(
                _graph.Value.Uses[file].Where(used => RoomOf(used) >= 0),
                used => Assert.True(RoomOf(used) <= RoomOf(file), $"{file} uses {used}")
            );
    }

    // The graph finds nothing where it reads nothing: these are there.
    [Theory]
    [InlineData("Models/GaussianMixture/GaussianMixtureModel.cs", "Models/GaussianMixture/MissingExpectation.cs")] // in a lambda
    [InlineData("Models/GaussianMixture/GaussianMixtureModel.cs", "Families/Gaussian/Kernels/GaussianBlocks.cs")]
    [InlineData("Models/GaussianMixture/Form/GaussianMixtureOptions.cs", "Models/GaussianMixture/Form/CovarianceForm.cs")] // an enumeration
    [InlineData("Mixtures/MixtureExpectation.cs", "Families/DataCapabilities.cs")] // interfaces only
    public void The_graph_sees_what_a_file_uses(string file, string used)
    {
        Assert.Contains(Core(used), _graph.Value.Uses[Core(file)]);
        Assert.False(_graph.Value.Uses.TryGetValue(Core(used), out var back) && back.Contains(Core(file)));
    }

    [Fact]
    public void Every_file_with_a_type_is_in_the_graph()
    {
        var known = _graph.Value.Files.ToHashSet();
        Assert.All(Folders().SelectMany(Sources), file => Assert.Contains(file, known));
    }

    static string Core(string file) => Repository.PathTo(Path.Combine("src/EmFunctional.Core", file));

    static IEnumerable<string> Circles() =>
        from folder in Folders()
        let files = Sources(folder).ToHashSet()
        where files.Count > Many
        let name = Path.GetRelativePath(Repository.PathTo("src"), folder)["EmFunctional.".Length..]
        from circle in _graph.Value.Circles(files)
        select $"{name}: {string.Join(" ", circle.Select(file => Path.GetRelativePath(folder, file)[..^".cs".Length]))}";

    // Those within the projects; examples, templates and what is compiled for the browser aside.
    static IEnumerable<string> Folders() =>
        Directory
            .EnumerateDirectories(Repository.PathTo("src"), "EmFunctional.*")
            .SelectMany(project => Directory.EnumerateDirectories(project, "*", SearchOption.AllDirectories))
            .Where(folder =>
                !folder
                    .Split(Path.DirectorySeparatorChar)
                    .Any(part => part is "obj" or "bin" or "EmFunctional.Templates" or "EmFunctional.Playground")
            );

    static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories);
}
