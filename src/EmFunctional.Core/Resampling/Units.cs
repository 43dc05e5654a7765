using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>The units of the data that do not depend on each other, as scores need them.</summary>
public static class Units
{
    /// <summary>What a model says of each row, or of each sequence, at any parameters.</summary>
    /// <param name="model">The model with its data.</param>
    /// <param name="saved">The fitted model.</param>
    /// <returns>The units; an error where there is one alone, or where rows of known labels have no density of their own.</returns>
    public static Either<EmError, UnitDensities> Of(OpenedModel model, SavedModel saved)
    {
        var (name, rows) = (saved.Model.Name, model.Rows);
        if (rows.Apply.Case is not Func<SavedModel, AppliedModel> apply)
            return new EmError.CannotDo(name, "tell what each row says");
        if (Enumerable.Range(0, rows.Count).Any(i => rows.Known[i] >= 0))
            return new EmError.CannotDo(name, "tell what each row says where labels are known");
        var unitOf = rows.Sequences.IsEmpty ? Enumerable.Range(0, rows.Count).ToArray() : [.. rows.Sequences];
        var count = unitOf.Length == 0 ? 0 : unitOf.Max() + 1;
        if (count < 2)
            return new EmError.CannotDo(name, $"tell how {(rows.Sequences.IsEmpty ? "rows" : "sequences")} vary, of which there is one");
        var counts = new double[count];
        var applied = apply(saved);
        foreach (var i in Enumerable.Range(0, rows.Count))
            counts[unitOf[i]] = Math.Max(counts[unitOf[i]], applied.Weight(i));
        // Whole numbers count equal units; other weights say how much a single one counts.
        var areCounts = counts.All(weight => weight == Math.Floor(weight));
        return new UnitDensities(
            flat => Logs(apply(saved with { Parameters = flat }), unitOf, areCounts ? null : counts, counts.Length),
            areCounts ? Vector.Create(counts) : Vector.Of(counts.Select(weight => weight > 0 ? 1.0 : 0))
        );
    }

    static Vector Logs(AppliedModel applied, int[] unitOf, double[]? weights, int count)
    {
        var logs = new double[count];
        for (var i = 0; i < unitOf.Length; i++)
            if (applied.Weight(i) > 0)
                logs[unitOf[i]] += (weights?[unitOf[i]] ?? 1) * applied.Row(i).LogDensity;
        return Vector.Create(logs);
    }
}
