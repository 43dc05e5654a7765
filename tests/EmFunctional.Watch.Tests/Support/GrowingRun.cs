using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Subjects;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;

namespace EmFunctional.Watching.Tests.Support;

/// <summary>A run that goes on as the test says: the events of one that was recorded, written again with their writer's lock.</summary>
sealed class GrowingRun : IDisposable
{
    readonly JournalWriter _file;
    readonly Subject<RunEvent<Vector>> _events = new();
    readonly Queue<RunEvent<Vector>> _left;
    readonly IDisposable _recorded;

    public GrowingRun(string recorded, string journal, int? every = null)
    {
        using var source = File.OpenRead(recorded);
        _left = new(JournalReader.Read(source).Select(line => line.OrThrow().Event));
        var started = (RunEvent<Vector>.Started)_left.Peek();
        _file = JournalFile.Create(journal).OrThrow();
        _recorded = _events.Journal(Chart.OfNames(started.Specification.ParameterNames), _file.Logger, every: every).Subscribe();
    }

    /// <summary>Writes so many events, or all.</summary>
    public GrowingRun Go(int count = int.MaxValue)
    {
        for (; count > 0 && _left.TryDequeue(out var next); count--)
            _events.OnNext(next);
        return this;
    }

    /// <summary>The writer goes away.</summary>
    public void Dispose()
    {
        _recorded.Dispose();
        _file.Dispose();
    }
}
