using System.Collections.Generic;
using System.Diagnostics;
using System.Reactive.Subjects;
using EmFunctional.Journal;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;

namespace EmFunctional.Playground.Own;

/// <summary>A fit that goes on for a while at a time, so that whoever runs it is heard in between; every event is recorded before it counts.</summary>
sealed class OwnFit : IDisposable
{
    readonly IEnumerator<RunEvent<Vector>> _events;
    readonly MemoryLines _lines = new();
    readonly JournalWriter _writer;
    readonly Subject<RunEvent<Vector>> _happened = new();
    bool _isOver;

    public OwnFit(ModelFit fit)
    {
        Fit = fit;
        Run = new(fit.Model, fit.Rule);
        _events = fit.Events.GetEnumerator();
        _writer = new(_lines);
        _happened.Journal(fit.Model.Problem.Chart, _writer.Logger).Subscribe(Run.Add);
    }

    public ModelFit Fit { get; }
    public OwnRun Run { get; }

    /// <summary>Goes on, one event at the least.</summary>
    /// <param name="milliseconds">For how long.</param>
    public Progress Go(int milliseconds)
    {
        var begun = Stopwatch.StartNew();
        while (!_isOver)
        {
            if (_events.MoveNext())
                _happened.OnNext(_events.Current);
            else
                _isOver = true;
            if (begun.ElapsedMilliseconds >= milliseconds)
                break;
        }
        return Run.ToProgress() with { IsOver = _isOver, Journal = _lines.Take() };
    }

    public void Dispose()
    {
        _events.Dispose();
        _writer.Dispose();
    }
}
