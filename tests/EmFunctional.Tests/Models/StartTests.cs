using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>Every model has drawn starts, and several of them.</summary>
public class StartTests
{
    static readonly string[] _coins = ["heads,tails", "5,5", "9,1", "8,2", "4,6", "7,3", "1,9", "2,8"];
    static readonly string[] _points = ["x", "1.5", "2.5", "0.5", "7", "8.25", "9", "4", "12", "11", "6.5"];
    static readonly string[] _counts = ["n", "1", "2", "0", "7", "8", "9", "4", "12", "11", "6"];
    static readonly string[] _symbols = ["s", .. Enumerable.Range(0, 60).Select(i => $"{"abc"[i * i % 5 % 3]}")];
    static readonly string[] _pairs = ["x,y", .. Enumerable.Range(0, 40).Select(i => $"{i % 7 * 0.7 + i % 3},{i % 5 + i % 2 * 0.3}")];
    static readonly string[] _cells = ["y1,y2,y3,y4", "125,18,20,34"];

    static OpenedModel Open(string model, string[] rows, params (string Name, string Value)[] options)
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        var resolved = entry.Resolve(options.Select(o => new ModelOption(o.Name, o.Value)).ToSeq()).OrThrow();
        return entry.Open(new(TestTable.Of(rows), EmFunctional.Tables.ColumnChoice.Default, resolved)).OrThrow();
    }

    static OpenedModel[] All =>
        [
            Open("coins", _coins, ("components", "3")),
            Open("coins", _coins, ("mixing", "estimated"), ("hold", "theta[0]=0.5")),
            Open("normal-mixture", _points, ("components", "3")),
            Open("normal-mixture", _points, ("hold", "mean[1]=9,mixingWeight[0]=0.3")),
            Open("normal-mixture", _points, ("tie", "standardDeviation")),
            Open("poisson-mixture", _counts, ("components", "3")),
            Open("hmm", _symbols, ("components", "3")),
            Open("hmm", _symbols, ("components", "1")),
            Open("gaussian-mixture", _pairs, ("components", "2")),
            Open("linkage", _cells),
        ];

    [Fact]
    public void Every_drawn_start_is_one_and_the_seed_decides()
    {
        foreach (var model in All)
        {
            var drawn = model.Starting.Methods.Filter(method => method.IsDrawn);
            Assert.NotEmpty(drawn);
            foreach (var method in drawn)
            {
                var at = $"{model.Problem.Model}, {method.Name}";
                var starts = Enumerable.Range(0, 20).Select(i => method.Draw(new Seed(3).Split(i))).ToArray();
                Assert.Equal(starts, Enumerable.Range(0, 20).Select(i => method.Draw(new Seed(3).Split(i))));
                var fit = starts.SelectMany(start => start.RightAsEnumerable()).ToArray();
                Assert.True(fit.Length >= 10, at);
                Assert.True(fit.Distinct().Count() >= (method.Name == "short-runs" || model.Rows.Count < 41 ? 2 : 5), at);
                Assert.All(
                    fit,
                    start =>
                        Assert.True(
                            model.Problem.Evaluate(new(start, Arr<Diagnostic>.Empty)).IsRight
                                && model.Problem.Chart.FromFlat(start).IsRight,
                            at
                        )
                );
            }
        }
    }

    [Fact]
    public void The_first_of_several_are_those_of_fewer_and_differ_in_kind()
    {
        foreach (var model in All)
        {
            var (few, many) = (
                Starts.Draw(model.Starting.Methods, 3, new(8)).OrThrow(),
                Starts.Draw(model.Starting.Methods, 6, new(8)).OrThrow()
            );
            Assert.Equal(few, many.Take(3));
            Assert.Equal(model.Starting.Methods[0].Draw(new(8)).OrThrow(), few[0]);
        }
        var mixture = Open("gaussian-mixture", _pairs, ("components", "2"));
        var three = Starts.Draw(mixture.Starting.Methods, 3, new(8)).OrThrow();
        Assert.Equal(mixture.Starting.Methods[0].Draw(new Seed(8).Split(1)).OrThrow(), three[1]);
        Assert.Equal(mixture.Starting.Methods[1].Draw(new Seed(8).Split(2)).OrThrow(), three[2]);
    }

    [Fact]
    public void A_start_that_is_fixed_is_drawn_once()
    {
        var model = Open("coins", _coins);
        Assert.Equal(
            "the start quantiles cannot be drawn more than once",
            Text(Starts.Draw(model.Starting.Methods.Take(1).ToArray(), 2, new(1)))
        );

        static string Text(Either<EmError, Arr<Vector>> of) => of.LeftAsEnumerable().Single().ToString().Split(';')[0];
    }

    [Fact]
    public void Components_that_all_do_the_same_are_told_of()
    {
        // A chain that changes nine times in ten, seen rightly nine times in ten: states that presume to stay end where they forget each other.
        var (seed, state) = (new Seed(7), 0);
        var rows = new List<string> { "s" };
        for (var t = 0; t < 1500; t++)
        {
            state = seed.Uniform(2 * t) < 0.9 ? 1 - state : state;
            rows.Add($"{"ab"[seed.Uniform(2 * t + 1) < 0.9 ? state : 1 - state]}");
        }
        var chain = Open("hmm", [.. rows]);
        Assert.StartsWith(
            "All 2 components together do what one alone could do",
            Told(chain, "leaning").IfNone(""),
            StringComparison.Ordinal
        );
        Assert.True(Told(chain, "short-runs").IsNone);
        Assert.True(Told(Open("normal-mixture", _points), "quantiles").IsNone);
        Assert.True(Told(Open("gaussian-mixture", _pairs), "k-means++").IsNone);
        Assert.True(Told(Open("linkage", _cells), "half").IsNone);

        static Option<string> Told(OpenedModel model, string method)
        {
            var start = model
                .Starting.Methods.Find(one => one.Name == method)
                .ToEither(EmError () => new EmError.NoWeight())
                .Bind(one => one.Draw(new(1)));
            return EmFunctional.Explaining.Saddle.Find(model, Em.Fit(model.Problem, start.OrThrow()).OrThrow().State);
        }
    }
}
