using System.IO;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Watching.Following;

/// <summary>A journal that is followed on a thread of its own: to its end, and on from there if somebody takes its run up.</summary>
sealed class FollowedJournal : IDisposable
{
    static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan _rest = TimeSpan.FromMilliseconds(200);

    readonly CancellationTokenSource _cancel = new();
    readonly Thread _thread;
    (RunSpecification Of, Task<Validation<EmError, Option<OpenedModel>>> Model)? _opened;
    volatile WatchedState _state = WatchedState.Before(0);

    /// <summary>Begins to follow.</summary>
    /// <param name="place">The journal, which may appear later.</param>
    /// <param name="name">What the page calls it.</param>
    /// <param name="with">What the journal does not know.</param>
    public FollowedJournal(JournalPlace place, string name, WatchedWith with)
    {
        (Place, Name, With) = (place, name, with);
        _thread = new(Follow) { IsBackground = true, Name = $"watch {name}" };
        _thread.Start();
    }

    /// <summary>The journal.</summary>
    public JournalPlace Place { get; }

    /// <summary>What the page calls it.</summary>
    public string Name { get; }

    /// <summary>What the journal does not know.</summary>
    public WatchedWith With { get; }

    /// <summary>What is known of it now.</summary>
    public WatchedState State => _state;

    /// <summary>How long the journal is now, in bytes; 0 where there is none.</summary>
    public long Length => Looked()?.Length ?? 0;

    /// <summary>Ends the following.</summary>
    public void Dispose()
    {
        _cancel.Cancel();
        _thread.Join();
        _cancel.Dispose();
    }

    /// <summary>An iterate of the run, out of the file; where its numbers were not kept, the last one before it whose numbers were.</summary>
    /// <param name="state">What is known of the journal.</param>
    /// <param name="iteration">Its iteration.</param>
    /// <returns>The iterate; nothing where there is none, or the file is no longer what it was.</returns>
    public Option<IterationState<Vector>> Find(WatchedState state, int iteration)
    {
        // The numbers of the last iterate of a large model stand with the ending.
        var last = state.Run.Bind(run => run.Last).Filter(e => e.State.Iteration == iteration && e.State.Digest.IsNone);
        if (last.Case is RunEvent<Vector>.Iterated newest)
            return newest.State;
        try
        {
            return Place.Open().ToOption().Bind(file => Find(file, state, iteration));
        }
        catch (IOException) // a store that went away
        {
            return Option<IterationState<Vector>>.None;
        }
    }

    static Option<IterationState<Vector>> Find(Stream file, WatchedState state, int iteration)
    {
        using (file)
            for (var n = iteration; n >= 0; n--)
            {
                var found = state.Index.Find(n).Bind(place => Read(file, place.Start, place.End, state, n));
                if (found.Case is not IterationState<Vector> at || at.Digest.IsNone)
                    return found;
            }
        return Option<IterationState<Vector>>.None;
    }

    static Option<IterationState<Vector>> Read(Stream file, long start, long end, WatchedState state, int iteration) =>
        JournalReader
            .Find(file, start, end)
            .Filter(line => state.Started.Exists(started => started.Run == line.Run))
            .Bind(line => line.Event is RunEvent<Vector>.Iterated iterated ? iterated.State : Option<IterationState<Vector>>.None)
            .Filter(at => at.Iteration == iteration);

    void Follow()
    {
        while (!_cancel.IsCancellationRequested)
        {
            _state = WatchedState.Before(_state.Version + 1);
            Option<JournalError> fault = Prelude.None;
            try
            {
                foreach (var line in JournalFollowing.Lines(Place, _pace, _cancel.Token, note => _state = _state.Add(note)))
                    if (line.Case is JournalLine read)
                        _state = Opened(_state.Add(read));
                    else
                        fault = line.LeftAsEnumerable().HeadOrNone();
            }
            catch (IOException error) // a store that went away
            {
                fault = new JournalError.Inaccessible(Place.Name, error.Message);
            }
            if (_cancel.IsCancellationRequested)
                return;
            _state = _state with
            {
                Standing = fault.Match(Standing (error) => new Standing.Broken(error), () => new Standing.Ended()),
                Version = _state.Version + 1,
            };
            AwaitChange(Looked());
        }
    }

    // A run that is taken up, or a journal that is written anew, is shown from its first line on.
    void AwaitChange(Look? then)
    {
        while (!_cancel.Token.WaitHandle.WaitOne(_rest))
            if (Looked() is { } now && (now.IsClaimed || now != then))
                return;
    }

    // A journal from outside.
    sealed record Look(long Length, DateTime Written, bool IsClaimed);

    Look? Looked()
    {
        try
        {
            if (Place.Watch().ToOption().Flatten().Case is not WatchedJournal found)
                return null;
            using (found)
                return new(
                    found.Bytes.Length,
                    found.Bytes is FileStream file ? File.GetLastWriteTimeUtc(file.SafeFileHandle) : default,
                    found.IsWritten() == true
                );
        }
        catch (IOException) // a store that went away
        {
            return null;
        }
    }

    // The starts of a tournament, and their winner, are of one model on the same data.
    WatchedState Opened(WatchedState state)
    {
        if (state.Started.Case is not RunEvent<Vector>.Started started)
            return state;
        if (state.Model is not null && _opened?.Of is { } of && ReferenceEquals(of, started.Specification))
            return state;
        var isSame =
            _opened is { } before && before.Of.Model == started.Specification.Model && before.Of.Data == started.Specification.Data;
        _opened = (started.Specification, isSame ? _opened!.Value.Model : Task.Run(() => With.Open(started)));
        return state with { Model = _opened.Value.Model };
    }
}
