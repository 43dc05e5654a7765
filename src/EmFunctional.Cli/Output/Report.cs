using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What was fitted to what.</summary>
/// <param name="Model">The model with its options.</param>
/// <param name="Data">The data, in words.</param>
/// <param name="Names">The names on the chart.</param>
sealed record Subject(ModelName Model, string Data, Arr<string> Names)
{
    public static Subject Of(FitRequest request) =>
        new(request.Model.Problem.Model, $"{request.Data}, {request.Model.Rows} rows", request.Model.Problem.Chart.Names);

    public static Subject Of(RunEvent<Vector>.Started started) =>
        new(
            started.Specification.Model,
            started.Environment.Source.Length > 0 ? started.Environment.Source : "unnamed data",
            started.Specification.ParameterNames
        );
}

/// <summary>What a fit found, for people.</summary>
static class Report
{
    public static void Write(TextWriter to, Subject subject, RunState<Vector> run, IReadOnlyList<IterationState<Vector>> trace)
    {
        to.WriteLine($"{subject.Model} on {subject.Data}");
        run.Last.IfSome(last =>
        {
            var names = subject.Names;
            if (trace.Count > 0)
                WriteLines(to, Trace(names, trace).Lines);
            WriteLines(to, Components(names, last.State.Parameters).Lines);
            to.WriteLine(
                $"\nobjective {NumberText.Shortest(last.State.Objective)} (log-likelihood, nats) after {last.State.Iteration} iterations, "
                    + $"{last.State.Evaluations} evaluations"
            );
        });
        foreach (var line in Verdict.Lines(run))
            to.WriteLine(line);
        to.WriteLine($"trace digest {run.Trace}");
    }

    // A row for each component, a column for each group; groups of other lengths are listed below.
    static TextTable Components(Arr<string> names, Vector parameters)
    {
        var groups = ParameterGroups
            .Of(names)
            .Select(group => (Name: group, Values: ParameterGroups.Take(names, group, parameters)))
            .ToArray();
        var count = groups.Max(group => group.Values.Count);
        return new(
            groups.Select(group => group.Name).Prepend("component").ToArray(),
            Enumerable
                .Range(0, count)
                .Select(k =>
                    (Arr<string>)groups.Select(g => k < g.Values.Count ? Shown.Significant(g.Values[k], 6) : "").Prepend($"{k}").ToArray()
                )
                .ToArray()
        );
    }

    static TextTable Trace(Arr<string> names, IReadOnlyList<IterationState<Vector>> trace) =>
        new(
            names.Select(name => name).Prepend("objective").Prepend("iteration").ToArray(),
            trace
                .Select(state =>
                    (Arr<string>)
                        state
                            .Parameters.Select(value => Shown.Significant(value, 6))
                            .Prepend(Shown.Significant(state.Objective, 10))
                            .Prepend($"{state.Iteration}")
                            .ToArray()
                )
                .ToArray()
        );

    static void WriteLines(TextWriter to, Arr<string> lines)
    {
        to.WriteLine();
        foreach (var line in lines)
            to.WriteLine(line);
    }
}
