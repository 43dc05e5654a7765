using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>What was proved of a journal.</summary>
/// <param name="Discrepancy">The first departure; nothing where all is identical.</param>
/// <param name="Runs">How many runs were computed anew.</param>
/// <param name="Iterates">How many iterates.</param>
/// <param name="GivenStarts">Of how many runs the start was taken as recorded, since nothing in the journal leads to it.</param>
/// <param name="GivenStops">
/// Of how many runs the stop was, since their rule is not one that is known by its text, or was recorded before parameters had units.
/// </param>
public sealed record Proof(Option<Discrepancy> Discrepancy, int Runs, int Iterates, int GivenStarts, int GivenStops);

/// <summary>
/// Proves a journal by computing it anew, to the bit, and every run of it: from each recorded iterate its objective and its successor; that the rule
/// let it go on until where it stopped, and stopped it for the reason recorded; that it failed where it failed; that it started where the run before
/// it led. The identity of each run, and the trace digest at its end, are computed anew wherever a journal is read.
/// </summary>
public static class JournalProof
{
    /// <summary>Computes the runs of a journal anew, up to the first departure.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="again">What computes a run anew, given how it started.</param>
    /// <returns>What was proved, or the error of mathematics that fail here and did not there.</returns>
    public static Either<EmError, Proof> Of(IEnumerable<JournalLine> lines, Func<RunSpecification, Either<EmError, Recomputation>> again)
    {
        var claims = new Claims(again);
        // Each iterate is proved from the one before it alone, so that all can be proved at once.
        return Proved(claims.Of(lines))
            .Where(proof => proof.IsLeft || proof.Exists(found => found.IsSome))
            .FirstOrDefault(Option<Discrepancy>.None)
            .Map(found => new Proof(found, claims.Runs, claims.Iterates, claims.GivenStarts, claims.GivenStops));
    }

    // A browser has one thread, and nothing to wait on.
    static IEnumerable<Either<EmError, Option<Discrepancy>>> Proved(IEnumerable<Func<Either<EmError, Option<Discrepancy>>>> claims) =>
        OperatingSystem.IsBrowser() ? claims.Select(claim => claim()) : claims.AsParallel().AsOrdered().Select(claim => claim());
}
