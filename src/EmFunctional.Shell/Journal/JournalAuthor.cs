using System.Reactive.Linq;
using EmFunctional.Modelling;
using EmFunctional.Runs;

namespace EmFunctional.Journal;

/// <summary>Who answers for what is recorded: whose key signs it, and what is told of him.</summary>
/// <param name="Key">The key that signs the last seal when the run has ended; unsigned if null.</param>
/// <param name="Provenance">What is recorded of the call; nothing if null.</param>
public sealed record JournalAuthor(SigningKey? Key = null, Provenance? Provenance = null)
{
    // What is told of him stands behind the first event, and his signature behind the last.
    internal IObservable<T> Around<T>(IObservable<T> events, JournalWriter writer)
    {
        if (Provenance is not null)
            writer.Tell(Provenance).OrThrow();
        return Key is null
            ? events
            : events.Concat(
                Observable.Defer(() =>
                {
                    writer.Sign(Key).OrThrow();
                    return Observable.Empty<T>();
                })
            );
    }
}
