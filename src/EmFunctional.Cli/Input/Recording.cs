using EmFunctional.Journal;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Where a run is recorded, and who answers for it.</summary>
/// <param name="File">The journal; none where nothing is recorded.</param>
/// <param name="Author">Whose key signs it, and what is told of him.</param>
sealed record Recording(JournalWriter? File, JournalAuthor Author)
{
    /// <summary>Writes who records it.</summary>
    public Either<JournalError, Unit> Begin() =>
        Author.Provenance is { } provenance && File is not null ? File.Tell(provenance) : Prelude.unit;

    /// <summary>Signs what was recorded, also of a run that was interrupted.</summary>
    public Either<JournalError, Unit> End() => Author.Key is { } key && File is not null ? File.Sign(key) : Prelude.unit;
}
