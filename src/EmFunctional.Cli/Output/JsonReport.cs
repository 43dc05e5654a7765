using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What a fit found, as one JSON object; its <c>parameters</c> can be given to <c>--start</c>.</summary>
static class JsonReport
{
    public static void Write(
        TextWriter to,
        RunDescription description,
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        IReadOnlyList<string> remarks,
        Contest contest,
        JsonObject? journal = null
    )
    {
        var names = description.Names;
        var report = description.Saved(run).Match(ModelJson.Of, () => new JsonObject { ["model"] = description.Model.Name });
        AddContest(report, contest);
        report["stop"] = Stop(run);
        Verdict.Picked(run).IfSome(picked => report["picked"] = picked);
        run.Started.IfSome(started => report["read"] = DataJson.Of(started.Read));
        run.Last.IfSome(last => report["findings"] = Diagnostics(last.State.Diagnostics));
        run.Started.Bind(started => started.Specification.Parent)
            .IfSome(parent =>
                report["parent"] = new JsonObject
                {
                    ["run"] = parent.Run.ToString(),
                    ["iteration"] = parent.Iteration,
                    ["why"] = parent.Why,
                }
            );
        description.Errors.IfSome(errors => report["standardErrors"] = ErrorWords.Json(errors));
        description.Samples.IfSome(samples => report["bootstrap"] = SampleWords.Json(samples));
        if (remarks.Count > 0)
            report["remarks"] = ModelJson.Texts(remarks);
        if (journal is not null)
            report["journal"] = journal;
        if (trace.Count > 0)
            report["trace"] = new JsonArray([.. trace.Select(state => State(names, state))]);
        to.WriteLine(ModelFile.ToText(report));
    }

    // Iterations and evaluations are those of all runs; those of the run that is shown are beside.
    static void AddContest(JsonObject report, Contest contest)
    {
        if (contest.Runs > 1)
        {
            report["own"] = new JsonObject
            {
                ["iterations"] = report["iterations"]?.DeepClone(),
                ["evaluations"] = report["evaluations"]?.DeepClone(),
            };
            report["iterations"] = contest.Iterations;
            report["evaluations"] = contest.Evaluations;
        }
        if (!contest.Outcomes.IsEmpty)
            report["starts"] = Starts(contest);
    }

    static JsonObject Starts(Contest contest) =>
        new()
        {
            ["count"] = contest.Outcomes.Count,
            ["failed"] = contest.Outcomes.Count(outcome => outcome.IsFailed),
            ["notRun"] = contest.Starts - contest.Outcomes.Count,
            ["optima"] = new JsonArray([
                .. contest.Optima.Select(optimum => new JsonObject
                {
                    ["objective"] = Number(optimum.Objective),
                    ["starts"] = optimum.Starts,
                }),
            ]),
            ["objectives"] = new JsonArray([.. contest.Outcomes.Select(outcome => Number(outcome.Objective))]),
        };

    static JsonObject Stop(RunState<Vector> run)
    {
        var stop = run.Ending.Match(
            ending => ending.Match(_ => [], _ => [], stopped: e => Reason(e.Reason), failed: e => Failure(e.Error), _ => []),
            () => new JsonObject { ["reason"] = "interrupted" }
        );
        stop["remaining"] = run.Remaining.MatchUnsafe<JsonNode?>(left => Number(left), () => null);
        return stop;
    }

    static JsonObject Failure(EmError error) => new() { ["reason"] = "failed", ["error"] = error.ToString() };

    static JsonObject Reason(StopReason reason) =>
        reason.Match(
            converged: r => new JsonObject
            {
                ["reason"] = "converged",
                ["criterion"] = r.Criterion,
                ["value"] = Number(r.Value),
                ["limit"] = Number(r.Limit),
            },
            exhausted: r => new JsonObject
            {
                ["reason"] = "exhausted",
                ["budget"] = r.Budget,
                ["spent"] = r.Spent,
                ["limit"] = r.Limit,
            },
            decreased: r => new JsonObject
            {
                ["reason"] = "decreased",
                ["iteration"] = r.Iteration,
                ["from"] = Number(r.From),
                ["to"] = Number(r.To),
            },
            both: r => new JsonObject
            {
                ["reason"] = r.IsConverged ? "converged" : "exhausted",
                ["all"] = new JsonArray(Reason(r.First), Reason(r.Second)),
            },
            held: r =>
            {
                var last = Reason(r.Last);
                last["times"] = r.Times;
                return last;
            }
        );

    static JsonObject State(Arr<string> names, IterationState<Vector> state) =>
        new()
        {
            ["iteration"] = state.Iteration,
            ["evaluations"] = state.Evaluations,
            ["objective"] = Number(state.Objective),
            ["residual"] = Number(state.Residual),
            ["parameters"] = state.Digest.IsSome ? null : ModelJson.Parameters(names, state.Parameters),
            ["findings"] = Diagnostics(state.Diagnostics),
        };

    static JsonNode? Number(double value) => ModelJson.Number(value);

    static JsonArray Diagnostics(Arr<Diagnostic> diagnostics) => ModelJson.Texts(diagnostics.Select(diagnostic => diagnostic.ToString()));
}
