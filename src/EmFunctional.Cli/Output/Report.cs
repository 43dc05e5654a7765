using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
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
    /// <summary>How many numbers of a model are free, where that is known by its options.</summary>
    public Func<SavedModel, LanguageExt.Option<int>> FreedomOf { get; init; } = _ => LanguageExt.Option<int>.None;

    /// <summary>What the second index of a group of numbers counts, by name, where it is known.</summary>
    public Func<string, Arr<string>> Indexed { get; init; } = _ => Arr<string>.Empty;

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
            Indexed = request.Model.Terms.Indexed ?? (_ => Arr<string>.Empty),
        };
    }

    public static Subject Of(RunEvent<Vector>.Started started) =>
        new(
            started.Specification.Model,
            (started.Read.Source.Length > 0 ? started.Read.Source : "unnamed data") + ColumnsOf(started.Read.ModelColumns),
            started.Specification.ParameterNames
        );

    // One column by name, several with the index that they have on the chart.
    static string ColumnsOf(Arr<string> columns) =>
        columns.Count switch
        {
            0 => "",
            1 => $", column {columns[0]}",
            _ => $", columns {string.Join(", ", columns.Select((name, j) => $"[{j}] {name}"))}",
        };
}

/// <summary>What a fit found, for people.</summary>
static class Report
{
    public static void Write(
        TextWriter to,
        Subject subject,
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        Contest contest
    )
    {
        to.WriteLine($"{subject.Model} on {subject.Data}");
        run.Last.IfSome(last =>
        {
            var names = subject.Names;
            if (trace.Count > 0)
                WriteLines(to, Trace(names, trace).Lines);
            foreach (var table in Numbers(subject, last.State.Parameters))
                WriteLines(to, table.Lines);
            to.WriteLine();
            to.WriteLine(
                $"objective {NumberText.Shortest(last.State.Objective)} ({subject.Objective}, nats) after {last.State.Iteration} iterations, "
                    + $"{last.State.Evaluations} evaluations"
            );
        });
        foreach (var line in Verdict.Lines(run).Concat(Verdict.Lines(contest)))
            to.WriteLine(line);
        to.WriteLine($"trace digest {run.Trace}");
    }

    // A number name[k][i]… is in row k of the column name[·][i]…; numbers without an index have lines of their own.
    static IEnumerable<TextTable> Numbers(Subject subject, Vector parameters)
    {
        var cells = subject
            .Names.Select((name, i) => (Parts: name.Split('[', 3), Value: Shown.Significant(parameters[i], 6)))
            .Select(cell =>
                (Column: ColumnOf(cell.Parts, subject.Indexed), Row: cell.Parts.Length > 1 ? cell.Parts[1].TrimEnd(']') : "", cell.Value)
            )
            .ToArray();
        foreach (var scalar in cells.Where(cell => cell.Row.Length == 0))
            yield return new(Arr.create($"{scalar.Column} = {scalar.Value}"), Arr<Arr<string>>.Empty);
        // Groups with as many columns as fit a line stand beside each other.
        var byColumn = cells.Where(cell => cell.Row.Length > 0).ToLookup(cell => cell.Column);
        foreach (var columns in Widths(byColumn.Select(group => group.Key)))
        {
            var rows = columns.SelectMany(column => byColumn[column]).GroupBy(cell => cell.Row);
            yield return new(
                columns.Prepend("k").ToArray(),
                rows.Select(row =>
                        (Arr<string>)
                            columns
                                .Select(column => row.Where(cell => cell.Column == column).Select(cell => cell.Value).FirstOrDefault(""))
                                .Prepend(row.Key)
                                .ToArray()
                    )
                    .ToArray()
            );
        }
    }

    static string ColumnOf(string[] parts, Func<string, Arr<string>> indexed)
    {
        if (parts.Length < 3)
            return parts[0];
        var (index, called) = (parts[2].TrimEnd(']'), indexed(parts[0]));
        return $"{parts[0]}[·][{(int.TryParse(index, out var j) && j < called.Count ? called[j] + "]" : parts[2])}";
    }

    static IEnumerable<string[]> Widths(IEnumerable<string> columns)
    {
        const int lineWidth = 110;
        var (line, width) = (new List<string>(), 0);
        foreach (var column in columns)
        {
            var needed = Math.Max(column.Length, 12) + 2;
            if (line.Count > 0 && width + needed > lineWidth)
            {
                yield return [.. line];
                (line, width) = ([], 0);
            }
            line.Add(column);
            width += needed;
        }
        if (line.Count > 0)
            yield return [.. line];
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
