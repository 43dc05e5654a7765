using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Support;
using Xunit.Abstractions;

namespace EmFunctional.Tests.Laws;

/// <summary>What is true of every model.</summary>
public class ModelLawTests(ITestOutputHelper output)
{
    public static TheoryData<string> Models => ModelTable.Names;

    // A model has one reason at the most for each law that it is left out of.
    static readonly (string Model, string Law)[] _leftOut =
    [
        ("NormalMixture, notebook", "the objective never falls"),
        ("NormalMixture, notebook", "the objective is that of its own parameters"),
        ("NormalMixture, notebook", "no direction raises the objective at a fixed point"),
        ("NormalMixture, notebook", "acceleration never falls and stays at the optimum"),
        ("Coins, estimated, three", "rows cut elsewhere add up to the same"), // five rows for three coins
        ("GaussianMixture, faithful with a floor", "the objective never falls"), // the floor is a diagnostic of every iterate
        ("Linkage, rao", "labels do not matter"), // one parameter, no components
        ("Linkage, rao", "the order of rows does not matter"), // one row
        ("Linkage, rao", "rows cut elsewhere add up to the same"),
        ("Linkage, rao", "rows taken twice count twice"),
        ("Linkage, rao", "rows with labels have their closed form"),
        ("NormalMixture, notebook", "rows with labels have their closed form"), // its deviations are about the mean before
        ("GaussianMixture, airquality, rows with holes", "rows with labels have their closed form"), // the holes are hidden
        ("Linkage, rao", "an integer weight is a repeated row"),
        ("GaussianMixture, faithful with a floor", "the objective rises as what the E-step expects"), // the floor is a border of the domain
        ("Linkage, rao", "probabilities add up to 1"), // one row
        .. FamilyTable.WithoutSupport.Select(model => (model, "probabilities add up to 1")), // of several columns, or on half a line
        .. FamilyTable.WithoutClosedForm.Select(model => (model, "rows with labels have their closed form")),
        .. FamilyTable.WithoutStreams.SelectMany(model =>
            new[]
            {
                (model, "statistics are the same about other parameters"),
                (model, "a batch of all rows is a step of EM, the same bits"),
            }
        ),
        ("NormalMixture, notebook", "statistics are the same about other parameters"), // its deviations are about the mean before
        .. ChainTable.WithoutSupport.Select(model => (model, "probabilities add up to 1")),
        ("HiddenMarkov, ice cream", "rows cut elsewhere add up to the same"), // one sequence
    ];

    // Components that are told apart by what is held of them: no laws on labels and rows, which the same model has without.
    static readonly string[] _withoutRows = ["Coins, a fair coin", "NormalMixture, tied"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_law_holds(string model)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            var report = ModelTable.Find(model).Check(seed);
            output.WriteLine(report.ToString());
            report.OrThrow();
            if (!model.Contains("held", StringComparison.Ordinal) && !_withoutRows.Contains(model))
                Assert.Equal(_leftOut.Where(row => row.Model == model).Select(row => row.Law).Order(), report.LeftOut.Order());
        }
    }

    [Fact]
    public Task The_trace_digest_of_each_model_and_algorithm() =>
        Snapshot.Match(
            string.Join('\n', from row in ModelTable.Rows from name in Algorithm.Names select $"{row}, {name}: {Digest(row, name)}")
        );

    static string Digest(ModelCase row, string name)
    {
        var algorithm = Algorithm.Find<Vector>(name).OrThrow();
        return Em.Fit(row.Problem, row.Start, StopRule.Iterations(30), algorithm)
            .Match(Right: fitted => fitted.Trace.ToString(), Left: error => error.ToString());
    }
}
