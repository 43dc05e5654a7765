using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using EmFunctional.Narration;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using PublicApiGenerator;

namespace EmFunctional.Tests.Architecture;

public class ArchitectureTests
{
    static readonly Assembly[] _assemblies =
    [
        typeof(Em).Assembly,
        typeof(EmStreams).Assembly,
        typeof(EmFunctional.Testing.NumericTrace).Assembly,
        typeof(EmFunctional.Pictures.Svg).Assembly,
    ];

    [Fact]
    public void The_core_references_nothing_but_LanguageExt()
    {
        var others = typeof(Em)
            .Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.Equal(["LanguageExt.Core"], others);
    }

    [Fact]
    public void No_file_is_over_300_lines()
    {
        var long_ = Sources().Select(file => (file, File.ReadLines(file).Count())).Where(f => f.Item2 > 300);
        Assert.Empty(long_);
    }

    [Fact]
    public void A_namespace_is_a_folder()
    {
        foreach (
            var file in Sources("src")
                .Where(f => !f.Contains("Examples", StringComparison.Ordinal) && !f.Contains("Templates", StringComparison.Ordinal))
                .Where(f => Path.GetFileName(f) != "Program.cs")
        )
        {
            var declared = File.ReadLines(file)
                .First(line => line.StartsWith("namespace ", StringComparison.Ordinal))["namespace ".Length..]
                .TrimEnd(';');
            var folders = Path.GetRelativePath(Repository.PathTo("src"), Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
            var root = folders[0] switch
            {
                "EmFunctional.Core" or "EmFunctional.Shell" => "EmFunctional",
                "EmFunctional.Watch" => "EmFunctional.Watching", // a namespace Watch would hide the Watch of stop rules
                var folder => folder,
            };
            Assert.Equal(string.Join('.', [root, .. folders[1..]]), declared);
        }
    }

    [Fact]
    public void Every_case_of_a_union_is_in_its_match()
    {
        var unions = _assemblies.SelectMany(a => a.GetExportedTypes()).Where(t => t.IsAbstract && Cases(t).Any()).ToArray();
        Assert.Equal(
            [
                "CovarianceGuard",
                "Diagnostic",
                "Divergence",
                "EmError",
                "JournalDifference",
                "JournalError",
                "LawOutcome",
                "Mark",
                "ModelShape",
                "Passage",
                "RunEvent`1",
                "StandardError",
                "StepSizes",
                "StopReason",
            ],
            unions.Select(t => t.Name).Order(StringComparer.Ordinal)
        );
        foreach (var union in unions)
        {
            Assert.All(
                union.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public),
                c => Assert.False(c.IsPublic)
            );
            foreach (var match in union.GetMethods().Where(m => m.Name == "Match"))
            {
                var handled = match
                    .GetParameters()
                    .Where(p => p.ParameterType.IsGenericType)
                    .Select(p => p.ParameterType.GetGenericArguments()[^2].Name);
                Assert.Equal(Cases(union).Select(c => c.Name).Order(StringComparer.Ordinal), handled.Order(StringComparer.Ordinal));
            }
        }
    }

    // The laws and the digests are tested over this table.
    [Fact]
    public void Every_registered_model_is_in_the_table_of_all_models_and_has_a_page()
    {
        var registered = EmFunctional.Registry.Standard.Models.Select(entry => entry.Name).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(registered, ModelTable.Rows.Select(row => row.Problem.Model.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(registered, name => Assert.True(File.Exists(Repository.PathTo($"src/EmFunctional.Core/Pages/{name}.md")), name));
    }

    /// <summary>
    /// All that an assembly offers, as C# with its nullability. After a change that is meant, read the received file and rename it over the
    /// verified one: <c>snapshots/ArchitectureTests.The_public_surface_*.received.txt</c> to <c>.verified.txt</c>.
    /// </summary>
    [Theory]
    [InlineData("EmFunctional.Core")]
    [InlineData("EmFunctional.Shell")]
    [InlineData("EmFunctional.Testing")]
    [InlineData("EmFunctional.Pictures")]
    [InlineData("EmFunctional.Transcripts")]
    [InlineData("EmFunctional.Tokenisation")]
    [InlineData("EmFunctional.Stores")]
    [InlineData("EmFunctional.ML")]
    [InlineData("EmFunctional.Frames")]
    [InlineData("EmFunctional.Notebooks")]
    public System.Threading.Tasks.Task The_public_surface(string assembly)
    {
        var settings = new VerifySettings();
        settings.UseParameters(assembly);
        var offered = Assembly.Load(assembly);
        return Snapshot.Match(offered.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }), settings);
    }

    static IEnumerable<Type> Cases(Type type) => type.GetNestedTypes().Where(nested => nested.BaseType is { } b && b.Name == type.Name);

    static IEnumerable<string> Sources(params string[] folders) =>
        (folders.Length == 0 ? ["src", "tests"] : folders).SelectMany(folder =>
            Directory
                .EnumerateFiles(Repository.PathTo(folder), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
        );
}
