using System.Collections.Generic;
using System.Linq;
using EmFunctional.ML.Features;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;
using Microsoft.ML;

namespace EmFunctional.ML;

// Cross-validation by the log-likelihood of held-out rows.
static class HeldOut
{
    public static ComponentChoice Choose(MixtureTrainer trainer, IDataView data, int[] components, int folds, ulong seed)
    {
        if (components.Length == 0)
            throw new ArgumentException("no numbers of components to choose from", nameof(components));
        var trainers = components.Select(trainer.With).ToArray();
        var rows = Kept(trainer.Input.Read(data));
        if (folds < 2 || folds > rows.Count)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"from 2 to {rows.Count}, the number of rows");
        var order = new Seed(seed).Permutation(0, rows.Count);
        var parts = Enumerable.Range(0, folds).Select(fold => Split(rows, order, fold, folds)).ToArray();
        return new([.. trainers.Select(each => Of(each, parts))]);
    }

    static HeldOutFit Of(MixtureTrainer trainer, (Table Fit, Table Held)[] parts)
    {
        var k = new ModelSettings(trainer.Options).Components;
        var scores = new List<(double LogLikelihood, double Size)>();
        foreach (var (fit, held) in parts)
        {
            var score = ScoreOf(trainer, fit, held);
            if (score.IsFail)
                return new(k, double.NaN, double.NaN, score.Match(_ => "", faults => faults.Head.ToString()));
            scores.AddRange(score.SuccessAsEnumerable());
        }
        var (size, mean) = (scores.Sum(s => s.Size), scores.Sum(s => s.LogLikelihood) / scores.Sum(s => s.Size));
        var deviations = scores.Where(s => s.Size > 0).Select(s => s.LogLikelihood / s.Size - mean).ToArray();
        var error = Math.Sqrt(deviations.Sum(d => d * d) / (deviations.Length - 1) / deviations.Length);
        return new(k, mean, error, double.IsFinite(mean) ? null : "a held-out row cannot be, by what was fitted to the others");
    }

    static Validation<EmError, (double LogLikelihood, double Size)> ScoreOf(MixtureTrainer trainer, Table fit, Table held) =>
        from found in MixtureTrainer.Run(trainer.Entry, fit, trainer.Options, trainer.How, trainer.Input.Chosen, _ => { })
        from use in trainer.Entry.Use.ToValidation<EmError>(new EmError.CannotDo(trainer.Entry.Name, "score rows"))
        from applied in use.Apply(found.Run.Saved, held, trainer.Input.Chosen)
        select (applied.LogLikelihood, applied.Size);

    // The i-th of the rows in their drawn order is held out in fold i mod the number of folds; within a part rows stay in their order.
    static (Table Fit, Table Held) Split(Rows rows, Arr<int> order, int fold, int folds)
    {
        var isHeld = new bool[rows.Count];
        for (var i = fold; i < order.Count; i += folds)
            isHeld[order[i]] = true;
        return (rows.Of(i => !isHeld[i]), rows.Of(i => isHeld[i]));
    }

    static Rows Kept(Table table) =>
        table.Numbers is { } block
            ? new(
                block.Rows,
                isIn =>
                    Table.Of(
                        MixtureInput.Source,
                        block with
                        {
                            Values = Enumerable
                                .Range(0, block.Rows)
                                .Where(isIn)
                                .SelectMany(i => block.Values.Slice(i * block.Columns, block.Columns).ToArray())
                                .ToArray(),
                        }
                    )
            )
            : Kept(table, [.. table.Rows]);

    static Rows Kept(Table table, TableRow[] rows) =>
        new(Math.Max(0, rows.Length - 1), isIn => table with { Rows = rows.Where((_, i) => i == 0 || isIn(i - 1)) });

    // Rows that parts are made of.
    sealed record Rows(int Count, Func<Func<int, bool>, Table> Of);
}
