using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

// The fits of a journal: of each the runs that belong together, since one has another, or a tournament, as its parent. Runs may be interleaved.
sealed record JournalFits
{
    public static JournalFits Nothing { get; } = new();

    HashMap<Hash256, Hash256> Fits { get; init; } = HashMap<Hash256, Hash256>.Empty;
    HashMap<Hash256, Contest> Contests { get; init; } = HashMap<Hash256, Contest>.Empty;
    HashMap<Hash256, RunSpecification> Starts { get; init; } = HashMap<Hash256, RunSpecification>.Empty;
    HashMap<Hash256, RunState<Vector>> Bests { get; init; } = HashMap<Hash256, RunState<Vector>>.Empty;

    /// <summary>The fit to which a run belongs: a tournament, or its first run.</summary>
    public Hash256 Of(Hash256 run) => Fits.Find(run).IfNone(run);

    /// <summary>What came of the fit of a run so far.</summary>
    public Contest ContestOf(Hash256 run) => Contests.Find(Of(run)).IfNone(Contest.Nothing);

    /// <summary>Which start of its tournament began last, if the fit of a run is one.</summary>
    public Option<RunSpecification> StartOf(Hash256 run) => Starts.Find(Of(run));

    /// <summary>The run of that fit that ended highest so far.</summary>
    public Option<RunState<Vector>> BestOf(Hash256 run) => Bests.Find(Of(run));

    /// <summary>The fits with a line more.</summary>
    /// <param name="line">The line.</param>
    /// <param name="run">Its run at this line, where that is known.</param>
    public JournalFits Add(JournalLine line, RunState<Vector>? run = null)
    {
        var with = line.Event is RunEvent<Vector>.Started started ? Begin(line.Run, started.Specification) : this;
        var fit = with.Of(line.Run);
        return with with
        {
            Contests = with.Contests.AddOrUpdate(fit, with.ContestOf(line.Run).Add(line.Event)),
            Bests =
                run is { Started.Case: RunEvent<Vector>.Started own }
                && own.Run == line.Run
                && Tournament.IsHigher(run, with.BestOf(line.Run))
                    ? with.Bests.AddOrUpdate(fit, run)
                    : with.Bests,
        };
    }

    JournalFits Begin(Hash256 run, RunSpecification specification)
    {
        var parent = specification.Parent;
        var fit = parent.Map(of => Of(of.Run)).IfNone(run);
        var isStart = parent.Exists(of => of.Contestant == of.Why);
        var isFirst = parent.IsNone || isStart && parent.Bind(of => of.Place).Exists(place => place.Start == 1);
        // The same fit may be recorded twice.
        return this with
        {
            Fits = Fits.AddOrUpdate(run, fit),
            Contests = isFirst ? Contests.Remove(fit) : Contests,
            Bests = isFirst ? Bests.Remove(fit) : Bests,
            Starts = isStart ? Starts.AddOrUpdate(fit, specification) : Starts,
        };
    }
}
