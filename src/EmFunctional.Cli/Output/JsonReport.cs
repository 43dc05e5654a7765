using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What a fit found, as one JSON object; its <c>parameters</c> can be given to <c>--start</c>.</summary>
static class JsonReport
{
    static readonly JsonSerializerOptions _options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter to, Subject subject, RunState<Vector> run, IReadOnlyList<IterationState<Vector>> trace)
    {
        var names = subject.Names;
        var report = new JsonObject
        {
            ["model"] = subject.Model.Name,
            ["run"] = run.Started.MatchUnsafe<string?>(started => started.Run.ToString(), () => null),
        };
        run.Last.IfSome(last =>
        {
            report["iterations"] = last.State.Iteration;
            report["evaluations"] = last.State.Evaluations;
            report["objective"] = Number(last.State.Objective);
        });
        report["stop"] = Stop(run);
        run.Last.IfSome(last =>
        {
            report["parameters"] = Parameters(names, last.State.Parameters);
            report["findings"] = Findings(last.State.Findings);
        });
        report["traceDigest"] = run.Trace.ToString();
        run.Started.Bind(started => started.Specification.Parent)
            .IfSome(parent =>
                report["parent"] = new JsonObject
                {
                    ["run"] = parent.Run.ToString(),
                    ["iteration"] = parent.Iteration,
                    ["why"] = parent.Why,
                }
            );
        AddNames(report, "columns", run, environment => environment.Columns);
        AddNames(report, "labels", run, environment => environment.LabelNames);
        if (trace.Count > 0)
            report["trace"] = new JsonArray([.. trace.Select(state => State(names, state))]);
        to.WriteLine(report.ToJsonString(_options));
    }

    static void AddNames(JsonObject report, string name, RunState<Vector> run, Func<RunEnvironment, Arr<string>> of)
    {
        if (run.Started.Map(started => of(started.Environment)).IfNone(Arr<string>.Empty) is { IsEmpty: false } names)
            report[name] = new JsonArray([.. names.Select(each => JsonValue.Create(each))]);
    }

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
            ["parameters"] = Parameters(names, state.Parameters),
            ["findings"] = Findings(state.Findings),
        };

    static JsonObject Parameters(Arr<string> names, Vector parameters) =>
        new(
            ParameterGroups
                .Of(names)
                .Select(group =>
                    KeyValuePair.Create(
                        group,
                        Nested([
                            .. names
                                .Select((name, i) => (Indices: name.Split('[')[1..], Value: parameters[i]))
                                .Where((_, i) => ParameterGroups.Of(Arr.create(names[i])) == Arr.create(group)),
                        ])
                    )
                )
        );

    // name[k][i] is the i-th number of the k-th array of the array name; a number without an index is itself.
    static JsonNode? Nested(IReadOnlyList<(string[] Indices, double Value)> numbers) =>
        numbers[0].Indices.Length == 0
            ? Number(numbers[0].Value)
            : new JsonArray([
                .. numbers
                    .GroupBy(number => number.Indices[0])
                    .Select(group => Nested([.. group.Select(number => (number.Indices[1..], number.Value))])),
            ]);

    static JsonArray Findings(Arr<Finding> findings) => new([.. findings.Select(finding => JsonValue.Create(finding.ToString()))]);

    // JSON has no NaN and no infinity.
    static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
