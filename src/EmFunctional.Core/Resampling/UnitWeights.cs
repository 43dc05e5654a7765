using System.Linq;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>How much each unit of the data counts.</summary>
/// <param name="Each">The weight of each unit [n].</param>
/// <param name="AreCounts">Whether weights say how often a unit stands there: where all are whole numbers.</param>
sealed record UnitWeights(Vector Each, bool AreCounts)
{
    /// <summary>How many rows, or sequences, there are: those that weights count, too.</summary>
    public double Size => AreCounts ? Each.Sum() : Each.Count;

    /// <summary>The weights of a model's data.</summary>
    /// <param name="model">The model with its data.</param>
    /// <param name="saved">What was found in them.</param>
    /// <param name="units">The units.</param>
    public static UnitWeights Of(OpenedModel model, SavedModel saved, TableUnits units)
    {
        if (model.Problem.Describe().WeightColumn.IsNone || model.Rows.Apply.Case is not Func<SavedModel, AppliedModel> apply)
            return new(Vector.Of(units.Count, _ => 1), AreCounts: false);
        var applied = apply(saved);
        var each = Vector.Of(units.Rows.Select(unit => unit.Max(i => i < applied.Rows ? applied.Weight(i) : 0)));
        return new(each, each.All(weight => weight == Math.Floor(weight)));
    }

    /// <summary>The columns to read where each unit stands as often as it counts: not that of the weights.</summary>
    /// <param name="chosen">The columns of the data.</param>
    /// <param name="model">The model with its data.</param>
    public ColumnChoice Columns(ColumnChoice chosen, OpenedModel model) =>
        !AreCounts
            ? chosen
            : chosen with
            {
                Weights = Option<string>.None,
                // Without names the model chooses its columns, and must not choose that of the weights.
                Without = chosen.Columns.IsEmpty
                    ? chosen.Without.AddRange(model.Problem.Describe().WeightColumn.ToArray())
                    : chosen.Without,
            };
}
