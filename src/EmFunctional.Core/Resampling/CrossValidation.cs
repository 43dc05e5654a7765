using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>
/// The log-likelihood of rows that a fit has not seen: the rows, or sequences, are cut into folds, and each fold is judged by a fit to the others.
/// Source: Stone (1974), Journal of the Royal Statistical Society B 36:111; for mixtures: Smyth (2000), Statistics and Computing 10:63.
/// </summary>
/// <param name="LogLikelihood">Its sum over the folds that could be judged, in nats; not a number where one could not.</param>
/// <param name="Errors">Why folds could not be judged.</param>
public sealed record CrossValidation(double LogLikelihood, Arr<EmError> Errors)
{
    /// <summary>The fold of each unit: folds differ by one in size at most, and are the same for all models.</summary>
    /// <param name="units">n.</param>
    /// <param name="folds">F, 2 … n.</param>
    /// <param name="seed">What is drawn.</param>
    public static Arr<int> Folds(int units, int folds, Seed seed)
    {
        var fold = new int[units];
        foreach (var (unit, place) in seed.Permutation(0, units).Select((unit, place) => (unit, place)))
            fold[unit] = place % folds;
        return fold;
    }

    /// <summary>Judges a model. Weights that are whole numbers count rows, each of which is in a fold of its own.</summary>
    /// <param name="candidate">The model, as it is fitted to all rows.</param>
    /// <param name="saved">What was found in all rows.</param>
    /// <param name="folds">F.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The log-likelihood; an error where there are fewer units than folds.</returns>
    public static Either<EmError, CrossValidation> Of(Candidate candidate, SavedModel saved, int folds, Seed seed) =>
        from fit in candidate.Fit.ToEither().MapLeft(faults => faults.Head)
        from use in fit.Entry.Use.ToEither(EmError () => new EmError.CannotDo(fit.Entry.Name, "judge rows"))
        from source in candidate.Source.ToEither(EmError () => new EmError.NoRows("data"))
        let units = TableUnits.Of(source.Table, fit.Model)
        let weights = UnitWeights.Of(fit.Model, saved, units)
        from enough in IsEnough(fit, weights, folds, source.Limit)
        let chosen = weights.Columns(source.Chosen, fit.Model) with
        {
            Columns = fit.Model.Problem.Describe().ModelColumns,
            Header = Option<bool>.None,
        }
        let each = Copies(weights)
        let fold = Folds(each.Length, folds, seed)
        let counts = (Func<Func<int, bool>, int[]>)(takes => Counts(each, fold, units.Count, takes))
        let judged = Enumerable
            .Range(0, folds)
            .Select(held => Judge(fit, use, source, chosen, units.Of(counts(of => of != held)), units.Of(counts(of => of == held))))
            .ToArray()
        select new CrossValidation(
            judged.Sum(one => one.IfLeft(double.NaN)),
            judged.SelectMany(one => one.Match(_ => Arr<EmError>.Empty, error => Arr.create(error))).ToArray()
        );

    static Either<EmError, Unit> IsEnough(ModelFit fit, UnitWeights weights, int folds, long limit) =>
        weights.Size < folds
            ? new EmError.CannotDo(
                fit.Entry.Name,
                $"be judged in {folds} folds of {weights.Size} {(fit.Model.Rows.Sequences.IsEmpty ? "row" : "sequence")}{(weights.Size == 1 ? "" : "s")}"
            )
        : weights.Size > limit ? new EmError.OverLimit("the rows of all folds, as many as the weights add up to,", weights.Size, limit)
        : Prelude.unit;

    // The unit of each row that is in a fold.
    static int[] Copies(UnitWeights weights) =>
        [
            .. Enumerable
                .Range(0, weights.Each.Count)
                .SelectMany(unit => Enumerable.Repeat(unit, weights.AreCounts ? (int)weights.Each[unit] : 1)),
        ];

    // How often each unit stands in the folds that are taken.
    static int[] Counts(int[] each, Arr<int> fold, int units, Func<int, bool> takes)
    {
        var counts = new int[units];
        for (var i = 0; i < each.Length; i++)
            if (takes(fold[i]))
                counts[each[i]]++;
        return counts;
    }

    static Either<EmError, double> Judge(ModelFit fit, ModelUse use, CandidateSource source, ColumnChoice chosen, Table seen, Table held) =>
        (
            from opened in fit.Entry.Open(new(seen, chosen, source.Options) { Limit = source.Limit })
            from begun in source.Fitting(opened)
            from saved in Refit.Found(begun).ToValidation()
            from applied in use.Apply(saved, held, chosen with { Columns = saved.Columns })
            select applied.LogLikelihood
        )
            .ToEither()
            .MapLeft(faults => faults.Head);
}
