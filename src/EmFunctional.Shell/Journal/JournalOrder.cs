using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

// Whether each line follows from those before it in its run: nothing missing, doubled, exchanged or of another run, and at the end the trace digest of
// what was recorded. It needs no seal, so that it holds for what any sink wrote; runs may be interleaved.
sealed class JournalOrder
{
    readonly Dictionary<Hash256, Seen> _runs = [];

    // The newest run of each tournament; the next begins when it has ended.
    readonly Dictionary<Hash256, Seen> _contests = [];

    /// <summary>How many lines are missing before the last one by what it says of itself; 0 where it does not tell.</summary>
    public int Missing { get; private set; }

    /// <summary>What is wrong with the next line, if anything.</summary>
    public Option<string> FindFault(JournalLine line) =>
        line.Event.Match(
            (Order: this, line),
            started: static (at, e) => at.Order.Start(at.line, e.Specification),
            iterated: static (at, e) => at.Order.Continue(at.line, $"iteration {e.State.Iteration}", seen => seen.Push(e)),
            stopped: static (at, e) => at.Order.Continue(at.line, "an ending", seen => seen.End(e)),
            failed: static (at, e) => at.Order.Fail(at.line, e),
            resumed: static (at, _) => at.Order.Continue(at.line, "a resumption", seen => seen.Resume(at.line.Time))
        );

    Option<string> Start(JournalLine line, RunSpecification specification)
    {
        Missing = 0;
        if (specification.Id != line.Run)
            return "the identity of the run is not that of its specification";
        if (specification.Start.Count != specification.ParameterNames.Count)
            return $"the start has {specification.Start.Count} numbers for {specification.ParameterNames.Count} names";
        if (_runs.TryGetValue(line.Run, out var before) && before.Time == line.Time)
            return $"the start of run {Brief(line.Run)} stands twice";
        var contest = specification.Parent.Bind(ContestOf);
        if (contest.Exists(of => _contests.TryGetValue(of, out var rival) && !rival.HasEnded))
        {
            Missing = 1; // its ending
            return "a run of a tournament starts before the one before it has ended";
        }
        if (specification.Parent.Exists(BeginsElsewhere))
            return $"run {Brief(line.Run)} starts at another iteration than its parent has come to";
        _runs[line.Run] = new(line.Time, specification, contest);
        contest.IfSome(of => _contests[of] = _runs[line.Run]);
        return Option<string>.None;
    }

    // The parent of a start is the tournament, which is no run.
    Option<Hash256> ContestOf(RunParent parent) =>
        _runs.TryGetValue(parent.Run, out var before)
            ? (parent.IsContestant || parent.Why == RunParent.Winner ? before.Contest : Option<Hash256>.None)
        : parent.Contestant.IsSome ? parent.Run
        : Option<Hash256>.None;

    // A winner is told again from its start.
    bool BeginsElsewhere(RunParent parent) =>
        parent.Why is RunParent.Round or RunParent.Winner
        && _runs.TryGetValue(parent.Run, out var before)
        && (parent.Why == RunParent.Winner ? 0 : before.Iteration) != parent.Iteration;

    // Data that cannot bear their model fail before any run starts.
    Option<string> Fail(JournalLine line, RunEvent<Vector>.Failed failed) =>
        line.Run == default && !_runs.ContainsKey(line.Run)
            ? Option<string>.None
            : Continue(
                line,
                "a failure",
                seen =>
                {
                    seen.HasEnded = true;
                    return seen.Complete(failed.At);
                }
            );

    Option<string> Continue(JournalLine line, string what, Func<Seen, string?> add)
    {
        Missing = MissingBefore(line);
        if (!_runs.TryGetValue(line.Run, out var seen))
            return $"{what} of run {Brief(line.Run)}, whose start is not before it";
        return Prelude.Optional(seen.HasEnded ? $"{what} of run {Brief(line.Run)}, which had ended" : add(seen));
    }

    int MissingBefore(JournalLine line) =>
        line.Event is not RunEvent<Vector>.Iterated { State.Iteration: var iteration } ? 0
        : _runs.TryGetValue(line.Run, out var seen) ? Math.Max(0, iteration - (seen.Iteration + 1 ?? 0))
        : iteration + 1; // and the start of its run

    static string Brief(Hash256 run) => $"{run.ToString()[..8]}…";

    sealed class Seen(DateTimeOffset time, RunSpecification specification, Option<Hash256> contest)
    {
        readonly Chart<Vector> _chart = Chart.OfNames(specification.ParameterNames);
        IterationState<Vector>? _last;
        DateTimeOffset? _resumed;
        bool? _hasUnit; // what took up a run may be newer than what began it
        TraceDigest _trace = TraceDigest.Empty;
        TraceDigest _before = TraceDigest.Empty; // of the iterate before the last

        public DateTimeOffset Time { get; } = time;

        public Option<Hash256> Contest { get; } = contest;

        public int? Iteration => _last?.Iteration;

        public bool HasEnded { get; set; }

        public string? Push(RunEvent<Vector>.Iterated iterated)
        {
            var (state, before) = (iterated.State, _last);
            var isLikeBefore = _hasUnit is null || _hasUnit == state.WeightUnit.IsSome;
            (_last, _before, _hasUnit) = (state, _trace, state.WeightUnit.IsSome);
            _trace = state.Digest.Match(digest => new(digest), () => _trace.Add(_chart, state));
            return state.Iteration != (before?.Iteration + 1 ?? 0) ? $"iteration {state.Iteration} follows {TextOf(before)}"
                : state.Evaluations <= (before?.Evaluations ?? 0)
                    ? $"{state.Evaluations} evaluations at iteration {state.Iteration} follow {before?.Evaluations ?? 0}"
                : state.Digest.IsNone && state.Parameters.Count != _chart.Names.Count
                    ? $"{state.Parameters.Count} parameters for {_chart.Names.Count} names"
                : iterated.Memory.Count != specification.MemoryNames.Count
                    ? $"{iterated.Memory.Count} numbers are remembered for {specification.MemoryNames.Count} names"
                : !isLikeBefore ? $"iteration {state.Iteration} and the one before it do not both have a unit"
                : null;
        }

        public string? Resume(DateTimeOffset time)
        {
            var isAgain = _resumed == time;
            (_hasUnit, _resumed) = (null, time);
            return isAgain ? "a resumption stands twice" : null;
        }

        public string? End(RunEvent<Vector>.Stopped stopped)
        {
            HasEnded = true;
            return _last is null ? "an ending follows the start of its run"
                : stopped.Trace != _trace
                    ? $"the trace digest {Brief(stopped.Trace.Value)} is not that of the iterations before it, {Brief(_trace.Value)}"
                : Complete(stopped.At);
        }

        // The numbers of an iterate that was kept as a digest.
        public string? Complete(Option<Vector> at) =>
            at.Case is not Vector parameters || _last is null ? null
            : parameters.Count != _chart.Names.Count ? $"{parameters.Count} parameters for {_chart.Names.Count} names"
            : _before.Add(_chart, _last with { Parameters = parameters }) != _trace
                ? $"the parameters of iteration {_last.Iteration} are not those of its trace digest, {Brief(_trace.Value)}"
            : null;

        static string TextOf(IterationState<Vector>? before) => before is null ? "the start of its run" : $"iteration {before.Iteration}";
    }
}
