using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

// Laws of the two steps: they are functions, and statistics add up.
static class StepLaws
{
    /// <summary>Computed twice, E, M and the hash of the data have the same bits.</summary>
    public static IEnumerable<Check> Twice<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        yield return Check.That(trials.Model.Identify(trials.Data) == trials.Model.Identify(trials.Data), "the hash of the data");
        foreach (var (at, where) in trials.Runs.SelectMany(run => run.Places))
        foreach (var check in Same(trials.Chart, at.At, trials.Problem.Evaluate(new(at.At.Parameters, at.At.Diagnostics)), where))
            yield return check;
    }

    /// <summary>An iterate that was stored as numbers goes on to the same bits, plain and accelerated.</summary>
    public static IEnumerable<Check> Resumed<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from name in Algorithm.Names
        let algorithm = Algorithm.Find<TParams>(name).IfLeft(_ => Algorithm.Plain)(trials.Problem.Evaluate, trials.Chart)
        from run in trials.Runs
        from pair in Pairs(trials.Problem, algorithm, run)
        from check in Resume(trials, algorithm, pair.From, pair.To, $"{run.Name}, {name}, iteration {pair.To.Iteration}")
        select check;

    static IEnumerable<(Carried<TParams> From, Carried<TParams> To)> Pairs<TParams>(
        Problem<TParams> problem,
        Algorithm<TParams> algorithm,
        Trial<TParams> run
    )
    {
        var iterates = Iterates
            .From(algorithm, () => Iterates.Begin(algorithm, problem, run.Iterates[0].At.Parameters))
            .Take(run.Iterates.Count)
            .SelectMany(iterate => iterate.RightAsEnumerable())
            .ToArray();
        return iterates.Zip(iterates.Skip(1));
    }

    static IEnumerable<Check> Resume<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        Algorithm<TParams> algorithm,
        Carried<TParams> from,
        Carried<TParams> to,
        string where
    ) =>
        trials
            .Chart.FromFlat(trials.Chart.ToFlat(from.At.Parameters))
            .Bind(parameters => Iterates.Restore(trials.Problem, from.State with { Parameters = parameters }, from.Memory))
            .Bind(algorithm.Step)
            .Match(
                Right: again =>
                    Check.SameBits(to.Memory, again.Memory, $"{where}, memory").Concat(Same(trials.Chart, to.At, again.At, where)),
                Left: error => [Check.That(false, $"{where}: {error}")]
            );

    static IEnumerable<Check> Same<TParams>(
        Chart<TParams> chart,
        Evaluated<TParams> expected,
        Either<EmError, Evaluated<TParams>> actual,
        string where
    ) =>
        actual.Match(
            Right: found =>
                Check
                    .SameBits([expected.Objective], [found.Objective], $"{where}, objective")
                    .Concat(Check.SameBits(Flat(chart, expected.Proposal), Flat(chart, found.Proposal), $"{where}, M-step"))
                    .Concat(Check.SameBits(chart.ToFlat(expected.Parameters), chart.ToFlat(found.Parameters), $"{where}, parameters")),
            Left: error => [Check.That(false, $"{where}: {error}")]
        );

    /// <summary>What the M-step proposes, as numbers; none where it failed.</summary>
    public static Vector Flat<TParams>(Chart<TParams> chart, Either<EmError, Proposal<TParams>> proposal) =>
        proposal.Match(Right: proposed => chart.ToFlat(proposed.Parameters), Left: _ => Vector.Empty);

    /// <summary>Blocks computed from the last to the first, or alone, have the same bits as from the first to the last.</summary>
    public static IEnumerable<Check> BlockOrder<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        foreach (var run in trials.Runs)
        {
            var at = run.Iterates[1].At.Parameters;
            var (forwards, backwards) = (trials.Model.EStep(trials.Data, at), trials.Model.EStep(trials.Data, at));
            var first = Enumerable.Range(0, trials.Problem.Blocks).Select(forwards).ToArray();
            for (var block = trials.Problem.Blocks - 1; block >= 0; block--)
                foreach (
                    var again in new[]
                    {
                        (Name: "backwards", Value: backwards(block)),
                        (Name: "alone", Value: trials.Model.EStep(trials.Data, at)(block)),
                    }
                )
                foreach (var check in SameExpectation(trials.Model, first[block], again.Value, $"{run.Name}, block {block} {again.Name}"))
                    yield return check;
        }
    }

    /// <summary>What parts of the data add up to, computed one by one and added as numbers, leads to the same bits as a pass at one place.</summary>
    public static IEnumerable<Check> Parts<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        var (problem, root) = (trials.Problem, TreeNode.Root(trials.Problem.Blocks));
        foreach (var level in Enumerable.Range(0, Math.Max(root.Level, 1)))
        {
            var nodes = root.Level == 0 ? Arr.create(root) : root.At(level, problem.Blocks);
            var inParts = problem.From(at =>
                Tree.Reduce(nodes.Count, i => problem.Pass.Sums(at, nodes[i], InOrder.Executor), problem.Pass.Add)
            );
            foreach (var (at, where) in trials.Runs.SelectMany(run => run.Places))
            foreach (
                var check in Same(
                    trials.Chart,
                    at.At,
                    inParts.Evaluate(new(at.At.Parameters, at.At.Diagnostics)),
                    $"{where}, in {nodes.Count} parts"
                )
            )
                yield return check;
        }
    }

    static IEnumerable<Check> SameExpectation<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        Either<EmError, Expectation<TStats>> expected,
        Either<EmError, Expectation<TStats>> actual,
        string where
    ) =>
        (
            from e in expected
            from a in actual
            select Check
                .SameBits([e.Objective], [a.Objective], $"{where}, objective")
                .Concat(
                    Check.SameBits(model.Statistics.ToFlat(e.Statistics), model.Statistics.ToFlat(a.Statistics), $"{where}, statistics")
                )
        ).IfLeft(error => [Check.That(false, $"{where}: {error}")]);

    /// <summary>Where every row has a label nothing is hidden: one step leads to the same parameters from anywhere, and a second changes nothing.</summary>
    public static IEnumerable<Check> ClosedForm<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        foreach (var data in trials.Options.Labelled.ToArray())
        {
            Either<EmError, Proposal<TParams>> Step(TParams at) =>
                trials.Expect(data, at).Bind(expected => trials.Model.MStep(at, expected.Statistics));
            var first = Step(trials.Runs[0].Iterates[0].At.Parameters);
            foreach (var (at, where) in trials.Runs.SelectMany(run => run.Places))
            {
                var step = Step(at.At.Parameters);
                yield return Check.That(step.IsRight, $"{where}, every row labelled: {step.LeftAsEnumerable().HeadOrNone()}");
                foreach (var check in Check.Close(Flat(trials.Chart, first), Flat(trials.Chart, step), $"{where}, every row labelled"))
                    yield return check;
                var second = step.Bind(to => Step(to.Parameters));
                foreach (var check in Check.Close(Flat(trials.Chart, step), Flat(trials.Chart, second), $"{where}, a second step"))
                    yield return check;
            }
        }
    }

    /// <summary>Statistics add up in any order, S ⊕ S = 2·S, and they survive being laid flat.</summary>
    public static IEnumerable<Check> Statistics<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        var algebra = trials.Model.Statistics;
        foreach (var run in trials.Runs)
        {
            var some = run.Iterates.Take(3).SelectMany(at => trials.Expect(trials.Data, at.At.Parameters).RightAsEnumerable()).ToArray();
            if (some.Length < 2)
                continue;
            var (s, t, u) = (some[0].Statistics, some[1].Statistics, some[^1].Statistics);
            var checks = new[]
            {
                Flat("S + T = T + S", algebra.Combine(t, s), algebra.Combine(s, t)),
                Flat("(S + T) + U = S + (T + U)", algebra.Combine(s, algebra.Combine(t, u)), algebra.Combine(algebra.Combine(s, t), u)),
                Flat("S + S = 2 S", algebra.Scale(2, s), algebra.Combine(s, s)),
                Flat("S = (2 S)/2", s, algebra.Scale(0.5, algebra.Scale(2, s))),
                Check.SameBits(algebra.ToFlat(s), algebra.ToFlat(algebra.FromFlat(algebra.ToFlat(s))), $"{run.Name}, laid flat and back"),
            };
            foreach (var check in checks.SelectMany(check => check))
                yield return check;
            IEnumerable<Check> Flat(string law, TStats expected, TStats actual) =>
                Check.Close(algebra.ToFlat(expected), algebra.ToFlat(actual), $"{run.Name}, {law}", 1e-12);
        }
    }
}
