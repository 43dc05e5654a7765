using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>
/// How often the best optimum that is known is reached after so many passes over the data, by several ways to start: the table of its page. The best end of
/// each is carried on, uncounted, so that what counts is the hill that was found. Of Gaussian mixtures an end with a component of fewer than 3(d + 1) rows
/// counts as none: there the likelihood has no bound.
/// </summary>
static class StartTable
{
    const double Near = 0.01;
    const int MostStarts = 2000;

    static readonly int[] _budgets = [50, 100, 300, 1000];

    // What is known is the best of all ways and of one that may go on for longer.
    static readonly StartMethod _search = new(
        "search",
        Standard(new Seed(7)),
        Algorithm.Daarem,
        StopRule.Gain(0.01) | StopRule.Iterations(500)
    )
    {
        Budgets = [5000],
    };

    static readonly StopRule _toTheEnd = StopRule.Aitken(1e-6) | StopRule.Iterations(1000);

    static readonly StartMethod[] _methods =
    [
        new("random restarts", model => Random(model), Algorithm.Plain, _toTheEnd),
        new("`--starts N`", Standard(new Seed(1)), Algorithm.Plain, _toTheEnd),
        new("the same, led, daarem", Led(), Algorithm.Daarem, _toTheEnd),
        new("the same, led, short runs", Led(), Algorithm.Plain, StopRule.Gain(0.1) | StopRule.Iterations(1000)),
    ];

    static readonly string[] _peers = ["scikit-learn", "mclust"];

    // The i-th start of a model.
    delegate Func<int, Option<Vector>> Starts(OpenedModel model);

    sealed record StartMethod(string Name, Starts Starts, Iterate<Vector> Algorithm, StopRule Rule)
    {
        public int[] Budgets { get; init; } = _budgets;
    }

    public static void Print(string folder)
    {
        Directory.CreateDirectory(folder);
        var cases = StartCase.All.ToArray();
        var versions = Peers(folder, cases.Where(one => one.Family == StartCase.Gaussian));
        var reached = cases.Select(one => (Case: one, Reached: Reached(one, folder))).ToArray();
        var names = _methods.Select(method => method.Name).Concat(_peers).ToArray();
        Console.WriteLine($"| data sets | passes | {string.Join(" | ", names)} |\n|---|---|{string.Concat(names.Select(_ => "---|"))}");
        foreach (var isGaussian in new[] { true, false })
        foreach (var isSeparated in new[] { false, true })
        {
            var of = reached
                .Where(one => one.Case.Family == StartCase.Gaussian == isGaussian && one.Case.IsSeparated == isSeparated)
                .ToArray();
            for (var b = 0; b < _budgets.Length; b++)
            {
                var counts = names.Select(
                    (_, method) => !isGaussian && method >= _methods.Length ? "–" : $"{of.Count(one => one.Reached[method][b])}"
                );
                Console.WriteLine(
                    $"| {of.Length} {(isGaussian ? "Gaussian" : "of other families")}, {(isSeparated ? "separated" : "overlapping")} | {_budgets[b]} | {string.Join(" | ", counts)} |"
                );
            }
        }
        Console.WriteLine($"\nBeside {string.Join(", ", versions)}.");
    }

    // Of each way, and then of other software, whether it reached the best that is known within each budget.
    static bool[][] Reached(StartCase one, string folder)
    {
        var model = one.Open();
        var ends = _methods
            .Select(method => Ends(one, model, method))
            .Concat(_peers.Select(peer => Read(one, model, Path.Combine(folder, $"{one.Number}.{peer}"))))
            .ToArray();
        var best = ends.Append(Ends(one, model, _search)).Max(of => of.Max());
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Number} {one.Family} K {one.Components} d {one.Columns}: {best:F3}; {string.Join(' ', ends.Select(of => $"{of[^1] - best:F3}"))}"
            )
        );
        return [.. ends.Select(of => of.Select(end => end >= best - Near).ToArray())];
    }

    static double[] Ends(StartCase one, OpenedModel model, StartMethod method)
    {
        var (spent, best, at, ends) = (0, double.NegativeInfinity, Option<Vector>.None, new List<double>());
        var starts = method.Starts(model);
        for (var i = 0; i < MostStarts && ends.Count < method.Budgets.Length; i++)
        {
            var before = spent;
            foreach (var state in starts(i).ToArray().SelectMany(start => States(model, method, start)))
            {
                spent = before + state.Evaluations;
                while (ends.Count < method.Budgets.Length && spent > method.Budgets[ends.Count])
                    ends.Add(at.Match(found => Polished(one, model, found), () => double.NegativeInfinity));
                if (ends.Count == method.Budgets.Length)
                    break;
                if (state.Objective > best && IsProper(one, state.Parameters))
                    (best, at) = (state.Objective, state.Parameters);
            }
        }
        while (ends.Count < method.Budgets.Length)
            ends.Add(at.Match(found => Polished(one, model, found), () => double.NegativeInfinity));
        return [.. ends];
    }

    static IEnumerable<IterationState<Vector>> States(OpenedModel model, StartMethod method, Vector start) =>
        Run.Of(model.Problem, start, method.Rule, new() { Algorithm = method.Algorithm })
            .OfType<RunEvent<Vector>.Iterated>()
            .Select(happened => happened.State);

    static bool IsProper(StartCase one, Vector parameters) =>
        one.Family != StartCase.Gaussian || parameters.Slice(0, one.Components).Min() * one.Rows >= 3 * (one.Columns + 1);

    static double Polished(StartCase one, OpenedModel model, Vector from) =>
        Em.Fit(model.Problem, from, StopRule.Residual(1e-7) | StopRule.Evaluations(2000), Algorithm.Daarem)
            .ToOption()
            .Filter(end => IsProper(one, end.State.Parameters))
            .Map(end => end.State.Objective)
            .IfNone(double.NegativeInfinity);

    static Func<int, Option<Vector>> Random(OpenedModel model)
    {
        var method = model.Starting.Methods.First(method => method.Name is "random-rows" or "random-responsibilities");
        return i => method.Draw(new Seed(1).Split(i)).ToOption();
    }

    // As several starts are drawn, in the order of the ways given.
    static Func<int, Option<Vector>> Drawn(Arr<StartEntry> methods, Seed seed)
    {
        var drawn = methods.Filter(method => method.IsDrawn);
        return i => (i == 0 ? methods[0].Draw(seed) : drawn[(i - 1) % drawn.Count].Draw(seed.Split(i))).ToOption();
    }

    static Starts Standard(Seed seed) => model => Drawn(model.Starting.Methods, seed);

    // The same, led by the hierarchical start where there is one.
    static Starts Led() =>
        model =>
            Drawn(
                model
                    .Starting.Methods.Find(method => method.Name == "hierarchical")
                    .Map(model.Starting.From)
                    .IfNone(model.Starting.Methods),
                new Seed(1)
            );

    // Writes the data and lets other software fit them; what is not installed is left out.
    static string[] Peers(string folder, IEnumerable<StartCase> cases)
    {
        foreach (var one in cases)
            File.WriteAllText(Path.Combine(folder, $"{one.Number}.csv"), one.Csv);
        File.WriteAllLines(Path.Combine(folder, "index.txt"), cases.Select(one => $"{one.Number} {one.Components}"));
        var scripts = Path.Combine(AppContext.BaseDirectory, "Peers");
        string?[] versions =
        [
            Output(["/usr/bin/python3", Path.Combine(scripts, "starts.py"), folder, .. _budgets.Select(budget => $"{budget}")]),
            Output(["Rscript", Path.Combine(scripts, "starts.R"), folder]),
        ];
        return [.. versions.Where(version => version is not null).Select(version => version!)];
    }

    static string? Output(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? printed.Trim().Split('\n')[^1].Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Lines of passes and parameters as the chart has them; of each budget the last that is within.
    static double[] Read(StartCase one, OpenedModel model, string path)
    {
        var lines = File.Exists(path)
            ? File.ReadAllLines(path).Select(line => line.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())
            : [];
        var found = lines.Select(line => (Passes: line[0], End: Polished(one, model, Vector.Create(line[1..])))).ToArray();
        return
        [
            .. _budgets.Select(budget =>
                found.Where(end => end.Passes <= budget).Select(end => end.End).LastOrDefault(double.NegativeInfinity)
            ),
        ];
    }
}
