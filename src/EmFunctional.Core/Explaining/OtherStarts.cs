using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>Where a run would have ended from other starts, and where it would have ended itself, all under the algorithm's own stop rule.</summary>
/// <param name="Tried">How many starts were tried.</param>
/// <param name="Ends">The different ends, the highest first: where they are, and how many starts lead there.</param>
/// <param name="Failed">How many failed or did not converge.</param>
/// <param name="Own">The end of the run itself, carried on; nothing where it failed.</param>
sealed record OtherStarts(int Tried, Arr<(Fitted<Vector> At, int Starts)> Ends, int Failed, Option<IterationState<Vector>> Own)
{
    const int Most = 8;
    const double MostWork = 5e6;
    static readonly Seed _seed = new(1977);

    // Ends are the same when their objectives differ by no more, in nats: rules stop runs nearer to the end.
    const double Near = 1e-3;

    /// <summary>Whether they are those of which the run's was the best, and it is one of them.</summary>
    public bool HaveIt { get; private init; }

    /// <summary>What they are called.</summary>
    public string Name => HaveIt ? "starts" : "other starts";

    /// <summary>The starts of which the run's was the best, or a few other starts, tried; nothing where that would take long or makes no sense.</summary>
    public static Option<OtherStarts> Of(ExplainedRun run)
    {
        var isLong = (double)run.Model.Rows.Count * run.Words.Components * run.Iterates.Count > MostWork;
        if (run.Starts.IsEmpty && (!run.IsSymmetrical || isLong))
            return Option<OtherStarts>.None;
        var tried = run.Starts.IsEmpty
            ? Enumerable.Range(0, Most).Select(i => Draw(run, _seed.Split(i)).Bind(run.From)).ToArray()
            : run.Starts.Select(run.From).ToArray();
        var fitted = tried
            .SelectMany(fit => fit.RightAsEnumerable())
            .Where(fit => fit.Reason.IsConverged)
            .OrderByDescending(fit => fit.State.Objective)
            .ToArray();
        return new OtherStarts(
            tried.Length,
            fitted.Aggregate(Arr<(Fitted<Vector>, int)>.Empty, Gathered),
            tried.Length - fitted.Length,
            run.From(run.Last.Parameters).ToOption().Filter(fit => fit.Reason.IsConverged).Map(fit => fit.State)
        )
        {
            HaveIt = !run.Starts.IsEmpty,
        };
    }

    /// <summary>How far an objective is above the run's own end: positive where it is higher, by more than stopping explains.</summary>
    /// <param name="run">The run.</param>
    /// <param name="objective">The objective.</param>
    public int Above(ExplainedRun run, double objective)
    {
        var above = objective - Own.Map(own => own.Objective).IfNone(run.Last.Objective);
        return Math.Abs(above) <= Near ? 0 : Math.Sign(above);
    }

    /// <summary>Whether one of them ended higher than the run.</summary>
    /// <param name="run">The run.</param>
    public bool IsBeaten(ExplainedRun run) => Ends.Exists(end => Above(run, end.At.State.Objective) > 0);

    /// <summary>How many starts end as high as the run.</summary>
    /// <param name="run">The run.</param>
    public int Level(ExplainedRun run) => Count(run, 0);

    /// <summary>How many starts end lower than the run.</summary>
    /// <param name="run">The run.</param>
    public int Lower(ExplainedRun run) => Count(run, -1);

    int Count(ExplainedRun run, int sign) => Ends.Filter(end => Above(run, end.At.State.Objective) == sign).Sum(end => end.Starts);

    static Arr<(Fitted<Vector> At, int Starts)> Gathered(Arr<(Fitted<Vector> At, int Starts)> ends, Fitted<Vector> next) =>
        ends.IsEmpty || ends[^1].At.State.Objective - next.State.Objective > Near
            ? ends.Add((next, 1))
            : ends.SetItem(ends.Count - 1, (ends[^1].At, ends[^1].Starts + 1));

    // As the model draws them, or from rows dealt out at random.
    static Either<EmError, Vector> Draw(ExplainedRun run, Seed seed)
    {
        var drawn = run.Model.Starting.Methods.Filter(start => start.IsDrawn);
        return (drawn.Find(start => start.Name == Starts.OfLabels) || drawn.LastOrNone()).Match(
            start => start.Draw(seed),
            () => AtRandom(run, seed)
        );
    }

    static Either<EmError, Vector> AtRandom(ExplainedRun run, Seed seed)
    {
        var even = Vector.Of(run.Words.Components, _ => 1.0 / run.Words.Components);
        Arr<int> labels = Enumerable.Range(0, run.Model.Rows.Count).Select(row => seed.Choose(row, even)).ToArray();
        return run.Model.Rows.Labels.Map(labelling => labelling.FromLabels(labels)).IfNone(run.Start);
    }
}
