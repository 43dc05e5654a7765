using System.Diagnostics;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Telemetry;

// The spans of runs that follow each other, and what is measured of their steps. Several starts are within a span of their tournament.
sealed class RunWatch : IDisposable
{
    readonly ActivityContext _outside = Activity.Current?.Context ?? default;
    Activity? _tournament;
    Activity? _run;
    Hash256? _contest;
    long _began;
    TimeSpan _step;
    TagList _tags;
    int _evaluations;
    int _iteration;
    double _objective;
    long? _rows;
    bool _isUnderWay;

    /// <summary>Computes a step within the span of its run, so that spans of a model's own are within it too; those of subscribers are not.</summary>
    public bool Within(Func<bool> step)
    {
        var (outside, before) = (Activity.Current, Stopwatch.GetTimestamp());
        if (_run is not null)
            Activity.Current = _run;
        try
        {
            return step();
        }
        catch (Exception error)
        {
            _run?.SetTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
        finally
        {
            _step = Stopwatch.GetElapsedTime(before);
            Activity.Current = outside;
        }
    }

    public Unit Begin(RunSpecification specification, Hash256 run, DataDescription read, bool isResumed = false)
    {
        Close("interrupted");
        (_isUnderWay, _began) = (true, Stopwatch.GetTimestamp() - _step.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond);
        (_evaluations, _iteration, _rows) = (0, 0, read.Rows.MatchUnsafe<long?>(rows => rows, () => null));
        _tags = new() { { "em.model.name", specification.Model.Name }, { "em.algorithm", specification.Algorithm } };
        Contest(specification.Parent);
        _run = Start("em.run", _tournament?.Context ?? _outside);
        _run?.SetTag("em.run.id", run.ToString())
            .SetTag("em.model.name", specification.Model.Name)
            .SetTag("em.algorithm", specification.Algorithm)
            .SetTag("em.stop.rule", specification.Rule);
        foreach (var option in specification.Model.Options)
            _run?.SetTag($"em.model.option.{option.Name}", option.Value);
        if (_rows is { } rows)
            _run?.SetTag("em.data.rows", rows);
        specification.Parent.IfSome(parent => _run?.SetTag("em.run.why", parent.Why).SetTag("em.run.parent", parent.Run.ToString()));
        if (isResumed)
            _run?.SetTag("em.run.resumed", true);
        return default;
    }

    // The starts of a tournament have it for a parent, and the winner has the best of them.
    void Contest(Option<RunParent> parent)
    {
        var contest = parent.Bind(of => of.Contestant.Map(_ => of.Run)).MatchUnsafe<Hash256?>(of => of, () => null);
        var isOfLast =
            _tournament is not null && (contest == _contest || (contest is null && parent.Exists(of => of.Why == RunParent.Winner)));
        if (isOfLast)
            return;
        _tournament?.Stop();
        (_tournament, _contest) = (contest is null ? null : Start("em.tournament", _outside), contest);
        _tournament?.SetTag("em.tournament.id", contest?.ToString());
    }

    // What is current outside stays so.
    static Activity? Start(string name, ActivityContext parent)
    {
        var outside = Activity.Current;
        var begun = EmTelemetry.Source.StartActivity(name, ActivityKind.Internal, parent);
        Activity.Current = outside;
        return begun;
    }

    public Unit Add(int iteration, int evaluations, double objective)
    {
        var passes = evaluations - _evaluations;
        if (_evaluations > 0 || iteration == 0)
            Measure(iteration - _iteration, passes);
        (_iteration, _evaluations, _objective) = (iteration, evaluations, objective);
        EmTelemetry.Objective.Record(objective, _tags);
        return default;
    }

    void Measure(int iterations, int passes)
    {
        EmTelemetry.Iterations.Add(iterations, _tags);
        EmTelemetry.Evaluations.Add(passes, _tags);
        if (passes < 1)
            return;
        var seconds = _step.TotalSeconds / passes;
        EmTelemetry.PassDuration.Record(seconds, _tags);
        if (_rows is not { } rows)
            return;
        EmTelemetry.Rows.Add(rows * passes, _tags);
        if (seconds > 0)
            EmTelemetry.RowRate.Record(rows / seconds, _tags);
    }

    public Unit End(string reason, string trace)
    {
        _run?.SetTag("em.trace.digest", trace);
        Close(reason);
        return default;
    }

    public Unit Fail(EmError error)
    {
        _run?.SetTag("error.type", error.GetType().Name).SetStatus(ActivityStatusCode.Error, error.ToString());
        Close("failed");
        return default;
    }

    void Close(string reason)
    {
        if (!_isUnderWay)
            return;
        _isUnderWay = false;
        var outside = Activity.Current;
        _run?.SetTag("em.stop.reason", reason)
            .SetTag("em.run.iterations", _iteration)
            .SetTag("em.run.evaluations", _evaluations)
            .SetTag("em.run.objective", _objective);
        _run?.Stop();
        _run = null;
        Activity.Current = outside;
        TagList tags = [.. _tags, new("em.stop.reason", reason)];
        EmTelemetry.Runs.Add(1, tags);
        EmTelemetry.RunDuration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, tags);
    }

    public void Dispose()
    {
        Close("interrupted");
        var outside = Activity.Current;
        _tournament?.Stop();
        Activity.Current = outside;
    }
}
