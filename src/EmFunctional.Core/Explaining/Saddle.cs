using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Runs;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>Whether a fit's components, or states, differ in what they do.</summary>
public static class Saddle
{
    // Components that begin alike stay alike: an iteration or two lead to what one alone can reach.
    const int Iterations = 3;

    // A run that ends at once was begun at its end, and says nothing of where EM goes.
    const int FewEvaluations = 10;

    /// <summary>
    /// What to say of a fit whose components all together do no more than one alone: its log-likelihood is that of a single component, within
    /// 0.001 nats. EM stops there though it is no maximum, as where the states of a chain have forgotten each other.
    /// </summary>
    /// <param name="model">The model with its data.</param>
    /// <param name="at">Where the fit ended.</param>
    /// <returns>A sentence; nothing where they differ, or where it cannot be told: with known labels, of one component, and at once.</returns>
    public static Option<string> Find(OpenedModel model, IterationState<Vector> at)
    {
        var numbers = ComponentNumbers.Of(model);
        var components = numbers.Own.HeadOrNone().Map(number => number.At.Count).IfNone(1);
        if (
            at.Evaluations < FewEvaluations
            || components < 2
            || !model.Rows.Known.IsNone
            || at.Parameters.Count != model.Problem.Chart.Names.Count
        )
            return Option<string>.None;
        return Fitted
            .Of(model.Problem, numbers.Averaged(at.Parameters), StopRule.Iterations(Iterations))
            .ToOption()
            .Filter(one => at.Objective - one.State.Objective <= Contest.Near)
            .Map(_ =>
                $"All {components} components together do what one alone could do: EM may have stopped at a saddle, which is no maximum; "
                + "begin elsewhere, best at several starts, and see whether a fit ends higher"
            );
    }
}
