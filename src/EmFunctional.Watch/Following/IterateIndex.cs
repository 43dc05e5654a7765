using System.Collections.Generic;
using System.Threading;
using LanguageExt;

namespace EmFunctional.Watching.Following;

/// <summary>Where in its journal each iterate of a run stands: eight bytes for an iterate, so that any of a million is found at once.</summary>
sealed class IterateIndex
{
    readonly Lock _gate = new();
    readonly List<long> _starts = [];
    readonly Dictionary<int, long> _ends = []; // where a line of another kind follows
    long _end;

    /// <summary>Adds the line of the next iterate.</summary>
    /// <param name="start">How many bytes of the file are before it.</param>
    /// <param name="end">How many bytes end with it.</param>
    public void Add(long start, long end)
    {
        lock (_gate)
        {
            if (_starts.Count > 0 && _end != start)
                _ends[_starts.Count - 1] = _end;
            _starts.Add(start);
            _end = end;
        }
    }

    /// <summary>How many iterates there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _starts.Count;
        }
    }

    /// <summary>Where the line of an iterate starts and ends.</summary>
    /// <param name="iteration">Its iteration.</param>
    public Option<(long Start, long End)> Find(int iteration)
    {
        lock (_gate)
            return iteration < 0 || iteration >= _starts.Count ? Option<(long, long)>.None
                : iteration == _starts.Count - 1 ? (_starts[iteration], _end)
                : (_starts[iteration], _ends.TryGetValue(iteration, out var end) ? end : _starts[iteration + 1]);
    }
}
