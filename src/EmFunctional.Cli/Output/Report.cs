using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Explaining;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Reporting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What was fitted to what.</summary>
/// <param name="Model">The model with its options.</param>
/// <param name="Data">The data, in words.</param>
/// <param name="Names">The names on the chart.</param>
sealed record Subject(ModelName Model, string Data, Arr<string> Names)
{
    /// <summary>How many numbers of a model are free, where that is known by its options.</summary>
    public Func<SavedModel, LanguageExt.Option<int>> FreedomOf { get; init; } = _ => LanguageExt.Option<int>.None;

    /// <summary>What the numbers are called for people.</summary>
    public ParameterNames Called { get; init; } = new(Names);

    /// <summary>Standard errors of the numbers, where they were asked for.</summary>
    public LanguageExt.Option<StandardErrors> Errors { get; init; }

    /// <summary>n as criteria count it, where it is known.</summary>
    public LanguageExt.Option<double> Size { get; init; }

    /// <summary>The model as it is saved; nothing of a run that has no iterate.</summary>
    public LanguageExt.Option<SavedModel> Saved(RunState<Vector> run) =>
        SavedModel
            .Find(run)
            .Map(saved =>
                saved with
                {
                    // A chart that was made from names alone does not know what is free.
                    Fit = saved.Fit.Map(fit => fit with { Size = Size, Freedom = FreedomOf(saved).IfNone(fit.Freedom) }),
                }
            );

    /// <summary>What the objective is.</summary>
    public string Objective =>
        Model.Options.Exists(option => option.Value.StartsWith("prior", StringComparison.Ordinal))
            ? "log-posterior up to a constant"
            : "log-likelihood";

    /// <summary>Of the last run of a request: it may have another model than the first.</summary>
    public static Subject Of(FitRequest request, RunState<Vector> run)
    {
        var subject = run.Started.Match(Of, () => new(request.Model.Problem.Model, request.Data, request.Model.Problem.Chart.Names));
        return subject with
        {
            Data = $"{subject.Data}, {request.Model.Rows.Count} rows",
            Size = run.Started.Map(_ => request.Model.Rows.Size),
            Called = subject.CalledBy(request.Model.Terms),
        };
    }

    /// <summary>What the numbers are called where the model is at hand.</summary>
    public ParameterNames CalledBy(ModelTerms terms) =>
        Called with
        {
            Columns = terms.Columns,
            Symbols = terms.Symbols,
            Indexed = terms.Indexed ?? (_ => Arr<string>.Empty),
            Component = terms.Component,
        };

    public static Subject Of(RunEvent<Vector>.Started started) =>
        new(
            started.Specification.Model,
            (started.Read.Source.Length > 0 ? started.Read.Source : "unnamed data") + ColumnOf(started.Read.ModelColumns),
            started.Specification.ParameterNames
        )
        {
            Called = new(started.Specification.ParameterNames)
            {
                Columns = started.Read.ModelColumns,
                Symbols = started.Read.Symbols,
                Components = started.Read.LabelNames,
            },
        };

    // Several columns are named with their numbers.
    static string ColumnOf(Arr<string> columns) =>
        columns.Count switch
        {
            0 => "",
            1 => $", column {columns[0]}",
            var count => $", {count} columns",
        };
}

/// <summary>What a fit found, for people.</summary>
static class Report
{
    public static void Write(
        PlainWriter to,
        Subject subject,
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        Contest contest
    )
    {
        to.WriteProse($"{subject.Model} on {subject.Data}", Tone.Heading);
        var tone = Verdict.ToneOf(run);
        foreach (var (line, i) in Verdict.Lines(run).Concat(Verdict.Lines(contest)).Select((line, i) => (line, i)))
            to.WriteProse(line, i == 0 ? tone : Tone.Plain);
        run.Last.IfSome(last =>
        {
            foreach (var table in Trace(subject.Names, trace, to.Look.TableWidth))
                WriteTable(to, table);
            foreach (var table in ParameterTable.Of(subject.Called, last.State.Parameters, to.Look.TableWidth, subject.Errors))
                WriteTable(to, table);
            foreach (var line in subject.Errors.ToSeq().SelectMany(ErrorWords.Lines))
                to.WriteProse(line);
            to.WriteLine();
            to.WriteProse(
                $"objective {NumberText.Shortest(last.State.Objective)} ({subject.Objective}, nats) after {last.State.Iteration} iterations, "
                    + $"{last.State.Evaluations} evaluations"
            );
        });
        to.WriteToned($"trace digest {run.Trace}", Tone.Faint);
    }

    // Every iteration, with as many numbers beside each other as fit.
    static IEnumerable<TextTable> Trace(Arr<string> names, IReadOnlyList<IterationState<Vector>> trace, int width)
    {
        if (trace.Count == 0)
            return [];
        var cells = trace
            .Select(state =>
                state.Parameters.Map(value => Shown.Significant(value, 6)).Prepend(Shown.Significant(state.Objective, 10)).ToArray()
            )
            .ToArray();
        return new TextTable(
            names.Prepend("objective").Prepend("iteration").ToArray(),
            trace.Zip(cells, (state, row) => (Arr<string>)row.Prepend($"{state.Iteration}").ToArray()).ToArray()
        ).Fitted(width);
    }

    static void WriteTable(PlainWriter to, TextTable table)
    {
        to.WriteLine();
        to.WriteTable(table);
    }
}
