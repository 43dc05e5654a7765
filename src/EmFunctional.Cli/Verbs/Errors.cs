using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>Standard errors at the end of a run.</summary>
/// <param name="Found">The errors, where there are any.</param>
/// <param name="Remarks">What is to be said of them.</param>
sealed record Errors(Option<StandardErrors> Found, Arr<string> Remarks)
{
    /// <summary>None were asked for.</summary>
    public static Errors None { get; } = new(Option<StandardErrors>.None, Arr<string>.Empty);

    public static Errors Of(Problem<Vector> problem, RunState<Vector> run) =>
        run.Ending.IsNone ? Lacking("the run was interrupted") : run.Last.Match(last => Of(problem, run, last.State), () => None);

    static Errors Of(Problem<Vector> problem, RunState<Vector> run, IterationState<Vector> last) =>
        last.Parameters.Count != problem.Chart.Names.Count
            ? Lacking("components were dropped; fit the model with as many as are left")
            : StandardErrors
                .Of(problem, last.Parameters)
                .Match(
                    Right: found => new(found, IsAtMaximum(run) ? Arr<string>.Empty : Arr.create(NotConverged)),
                    Left: error => Lacking($"{error}")
                );

    const string NotConverged = "The standard errors are those of a point that is no maximum yet: the run has not converged.";

    static Errors Lacking(string why) => new(Option<StandardErrors>.None, Arr.create($"There are no standard errors: {why}."));

    static bool IsAtMaximum(RunState<Vector> run) =>
        run.Ending.Exists(ending => ending is RunEvent<Vector>.Stopped { Reason.IsConverged: true });
}
