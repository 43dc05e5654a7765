using System.Collections.Generic;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Sharding;

// Portions as they come, each merged with its neighbour in the tree as soon as both are there: of n portions that t threads compute at most
// t·(1 + log₂ n) results are held.
sealed class Merging<T>(int portions, Func<T, T, T> combine)
{
    readonly Dictionary<(int Level, int Index), T> _waiting = [];
    (int Portion, EmError Error)? _failed;
    volatile int _firstFailed = int.MaxValue;

    /// <summary>How many results were held at once, at the most.</summary>
    public int Most { get; private set; }

    public bool IsFailedBefore(int portion) => _firstFailed < portion;

    public void Add(int portion, Either<EmError, T> result)
    {
        if (result.Case is T value)
            Place(portion, value);
        else
            lock (_waiting)
                if (_failed is not { } failed || portion < failed.Portion)
                {
                    _failed = (portion, (EmError)result.Case!);
                    _firstFailed = portion;
                }
    }

    // A node with its neighbour makes the node above; the last of a level may have none and goes up alone. Nobody waits while two are combined.
    void Place(int index, T value)
    {
        var level = 0;
        for (var count = portions; count > 1; count = (count + 1) / 2, index /= 2, level++)
        {
            var neighbour = index ^ 1;
            if (neighbour >= count)
                continue;
            T? other;
            lock (_waiting)
                if (!_waiting.Remove((level, neighbour), out other))
                {
                    Keep(level, index, value);
                    return;
                }
            value = index < neighbour ? combine(value, other) : combine(other, value);
        }
        lock (_waiting)
            Keep(level, index, value);
    }

    void Keep(int level, int index, T value)
    {
        _waiting[(level, index)] = value;
        Most = Math.Max(Most, _waiting.Count);
    }

    public Either<EmError, T> Result
    {
        get
        {
            if (_failed is { } failed)
                return failed.Error;
            foreach (var (_, value) in _waiting)
                return value;
            throw new InvalidOperationException("no portion was computed");
        }
    }
}
