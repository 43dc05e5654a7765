using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

/// <summary>A run of plain EM from a start, and where it leads.</summary>
/// <param name="Name">Which start.</param>
/// <param name="Iterates">The first iterates.</param>
/// <param name="Optimum">The fixed point that was reached from there, if one was.</param>
sealed record Trial<TParams>(string Name, Arr<Carried<TParams>> Iterates, Option<Evaluated<TParams>> Optimum)
{
    /// <summary>Each iterate with its place.</summary>
    public IEnumerable<(Carried<TParams> At, string Where)> Places => Iterates.Select(at => (at, $"{Name}, iteration {at.Iteration}"));

    /// <summary>Each iterate and its successor, with the successor's place.</summary>
    public IEnumerable<(Carried<TParams> From, Carried<TParams> To, string Where)> Steps =>
        Iterates.Zip(Iterates.Skip(1), (from, to) => (from, to, $"{Name}, iteration {to.Iteration}"));
}

/// <summary>What the laws are tried on.</summary>
sealed record Trials<TData, TParams, TStats>(
    EmModel<TData, TParams, TStats> Model,
    TData Data,
    Seed Seed,
    LawOptions<TData, TParams> Options,
    Problem<TParams> Problem,
    Arr<Trial<TParams>> Runs
)
{
    const int Starts = 4;
    const int Tries = 40;
    const int Iterations = 12;
    const int MostToOptimum = 4000;
    const double Still = 1e-11;

    public Chart<TParams> Chart => Model.Chart;

    /// <summary>Why the first start leads nowhere, if it does not.</summary>
    public Option<EmError> Failure =>
        Points(Problem, Seed, Options)
            .Select(start => Problem.Evaluate(start.Point).Bind(at => at.Proposal).LeftAsEnumerable().HeadOrNone())
            .FirstOrDefault();

    public static Either<EmError, Trials<TData, TParams, TStats>> Of(
        EmModel<TData, TParams, TStats> model,
        TData data,
        Seed seed,
        LawOptions<TData, TParams> options
    ) =>
        Iterating
            .Problem.Of(model, data)
            .Map(problem => new Trials<TData, TParams, TStats>(model, data, seed, options, problem, RunsOf(problem, seed, options)));

    static IEnumerable<(string Name, TParams Point)> Points(Problem<TParams> problem, Seed seed, LawOptions<TData, TParams> options) =>
        options.Starts.IsEmpty
            ? Enumerable
                .Range(0, Tries)
                .SelectMany(i => Drawn(problem.Chart, seed.Split(i), 1).Map(point => ($"drawn start {i}", point)).ToArray())
            : options.Starts.Select((start, i) => ($"start {i}", start));

    static Arr<Trial<TParams>> RunsOf(Problem<TParams> problem, Seed seed, LawOptions<TData, TParams> options) =>
        Points(problem, seed, options)
            .Select(start => TrialFrom(problem, start.Name, start.Point))
            .Where(trial => trial.Iterates.Count > 1)
            .Take(options.Starts.IsEmpty ? Starts : options.Starts.Count)
            .ToArray();

    /// <summary>A point whose free coordinates are normal with a standard deviation.</summary>
    public static Option<TParams> Drawn(Chart<TParams> chart, Seed seed, double deviation) =>
        chart.FromFree(Vector.Of(chart.DegreesOfFreedom, i => deviation * seed.Normal(i))).ToOption();

    static Trial<TParams> TrialFrom(Problem<TParams> problem, string name, TParams start)
    {
        var iterates = Em.Iterate(problem, start).Take(Iterations).SelectMany(iterate => iterate.RightAsEnumerable()).ToArray();
        return new(name, iterates, iterates.Length > 1 ? Optimum(problem, iterates[^1].At) : Option<Evaluated<TParams>>.None);
    }

    static Option<Evaluated<TParams>> Optimum(Problem<TParams> problem, Evaluated<TParams> from) =>
        Em.Iterate(problem, from.Parameters, double.IsFinite(from.Slack) ? Squarem.S3 : Algorithm.Plain)
            .Take(MostToOptimum)
            .SelectMany(iterate => iterate.RightAsEnumerable())
            .Select(carried => carried.At)
            .Where(at => at.Residual <= Still)
            .HeadOrNone();

    /// <summary>E over all blocks of some data, combined.</summary>
    public Either<EmError, Expectation<TStats>> Expect(TData data, TParams at) =>
        Model
            .Blocks(data)
            .Bind(blocks =>
                Tree.Reduce(
                    blocks,
                    Model.EStep(data, at),
                    (x, y) => new Expectation<TStats>(Model.Statistics.Combine(x.Statistics, y.Statistics), x.Objective + y.Objective)
                )
            );
}
