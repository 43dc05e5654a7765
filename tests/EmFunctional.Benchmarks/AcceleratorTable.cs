using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>Plain EM against SQUAREM over all models, from their default starts to a residual of 1e-8: the table of its page.</summary>
static class AcceleratorTable
{
    const int Repetitions = 25;

    static readonly (string Model, string Sample, string[] Columns, string? Weights, (string Name, string Value)[] Options)[] _cases =
    [
        ("coins", "do-batzoglou", [], null, []),
        ("coins", "notebook-coins", [], null, [("mixing", "estimated")]),
        ("normal-mixture", "faithful", ["waiting"], null, []),
        ("normal-mixture", "notebook-points", ["x"], null, []),
        ("normal-mixture", "iris", ["petal_length"], null, [("components", "3")]),
        ("gaussian-mixture", "faithful", [], null, []),
        ("gaussian-mixture", "iris", [], null, [("components", "3")]),
        ("gaussian-mixture", "iris", [], null, [("components", "3"), ("form", "diagonal")]),
        ("poisson-mixture", "times-deaths", ["deaths"], "days", []),
        ("linkage", "linkage", [], null, []),
        ("hmm", "ice-cream", [], null, []),
        ("mixture", "faithful", ["waiting"], null, [("family", "gamma(waiting)")]),
        ("mixture", "iris", [], null, [("components", "3"), ("family", "normal(petal_length) * log-normal(petal_width)")]),
    ];

    public static void Print()
    {
        Console.WriteLine(
            $"| model and data | {string.Join(" | ", Algorithm.Names.Select(name => $"{name}: evaluations, ms"))} | lowest end |"
        );
        Console.WriteLine($"|---|{string.Concat(Algorithm.Names.Select(_ => "---|"))}---|");
        foreach (var (model, sample, columns, weights, options) in _cases)
        {
            var opened = Open(model, sample, columns, weights, options);
            var runs = Algorithm.Names.Select(name => Measure(opened, Algorithm.Find<Vector>(name).OrThrow())).ToArray();
            Console.WriteLine(
                $"| {model} {string.Concat(options.Select(o => $"{o.Name} {o.Value} "))}on {sample} | "
                    + string.Join(" | ", runs.Select(run => $"{run.Evaluations}, {run.Milliseconds:F2}"))
                    + $" | {runs[1..].Min(run => run.Objective) - runs[0].Objective:G2} |"
            );
        }
    }

    // Of the data sets on which ways to start are compared: passes to a residual of 1e-8 from a random start, beside plain EM's.
    public static void PrintMany(int sets)
    {
        var names = Algorithm.Names.Skip(1).ToArray();
        var found = new List<(int DegreesOfFreedom, double[] Ratios)>();
        foreach (var one in StartCase.All.Take(sets))
        {
            var model = one.Open();
            var method = model.Starting.Methods.First(method => method.Name is "random-rows" or "random-responsibilities");
            if (method.Draw(new Seed(1)).Case is not Vector start)
                continue;
            double Passes(string name) =>
                Em.Fit(model.Problem, start, StopRule.Residual(1e-8) | StopRule.Evaluations(10_000), Algorithm.Find<Vector>(name).OrThrow())
                    .Match(Right: fit => fit.State.Evaluations, Left: _ => double.NaN);
            var plain = Passes(Algorithm.PlainName);
            if (names.Select(name => plain / Passes(name)).ToArray() is var ratios && ratios.All(double.IsFinite))
                found.Add((model.Problem.Chart.DegreesOfFreedom, ratios));
        }
        Console.WriteLine(
            $"| degrees of freedom | data sets | {string.Join(" | ", names)} |\n|---|---|{string.Concat(names.Select(_ => "---|"))}"
        );
        foreach (var (least, most) in new[] { (1, 20), (21, 60), (61, 150), (151, 100_000) })
        {
            var of = found.Where(one => one.DegreesOfFreedom >= least && one.DegreesOfFreedom <= most).ToArray();
            if (of.Length > 0)
                Console.WriteLine(
                    $"| {least} to {most} | {of.Length} | {string.Join(" | ", names.Select((_, a) => $"{of.Select(one => one.Ratios[a]).Order().ElementAt(of.Length / 2):F1}, {of.Select(one => one.Ratios[a]).Order().ElementAt(of.Length / 10):F1}"))} |"
                );
        }
    }

    static OpenedModel Open(string model, string sample, string[] columns, string? weights, (string Name, string Value)[] options)
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Samples", $"{sample}.csv"));
        var given = options.Select(option => new ModelOption(option.Name, option.Value)).ToSeq();
        return entry
            .Resolve(given)
            .Bind(resolved =>
                entry.Open(
                    new(CsvTable.Read(reader, sample), ColumnChoice.Of(columns) with { Weights = weights ?? Option<string>.None }, resolved)
                )
            )
            .OrThrow();
    }

    // The median of runs that follow each other; the first, unmeasured, compiles the code.
    static (int Evaluations, double Objective, double Milliseconds) Measure(OpenedModel opened, Iterate<Vector> algorithm)
    {
        var start = opened.Starting.Methods[0].Draw(new Seed(1)).OrThrow();
        Fitted<Vector> Fit() =>
            Em.Fit(opened.Problem, start, StopRule.Residual(1e-8) | StopRule.Evaluations(1_000_000), algorithm).OrThrow();
        var fitted = Fit();
        var times = new List<double>();
        for (var i = 0; i < Repetitions; i++)
        {
            var watch = Stopwatch.StartNew();
            Fit();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return (fitted.State.Evaluations, fitted.State.Objective, times.Order().ElementAt(Repetitions / 2));
    }
}
