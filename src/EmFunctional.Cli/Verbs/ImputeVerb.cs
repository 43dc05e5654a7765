using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em impute MODEL DATA …</c>: fits a model and prints the table with what was missing filled in; what was observed keeps its text.</summary>
static class ImputeVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("impute", "fit a model, then print the table with what is missing filled in");
        var arguments = new ModelArguments(registry);
        arguments.AddTo(command);
        var deviations = new System.CommandLine.Option<bool>("--deviations")
        {
            Description = "beside each column that was read, the conditional standard deviation of what was filled in",
        };
        var draws = new System.CommandLine.Option<int>("--draws")
        {
            Description = "so many tables drawn from the conditional distribution by the seed, one below the other; 0 for its mean",
            DefaultValueFactory = _ => 0,
            HelpName = "M",
        };
        var quiet = new QuietOption();
        quiet.AddTo(command);
        command.Add(deviations);
        command.Add(draws);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (count, withDeviations) = (parsed.GetValue(draws), parsed.GetValue(deviations));
            if (count < 0)
                return terminal.Refuse([new EmError.OutsideDomain("draws", count, Domain.WholeNumberFrom(0))]);
            var rows = new List<TableRow>();
            return arguments
                .Read(parsed, table => Progress.Reading(Kept(table, rows), terminal))
                .Match(request => Run(request, rows, terminal, count, withDeviations), errors => terminal.Refuse(errors));
        });
        return command;
    }

    // Of numbers the text is not read: it is taken at once.
    static Table Kept(Table table, List<TableRow> rows)
    {
        if (table.Numbers is not null)
            rows.AddRange(table.Rows);
        return table.Numbers is null ? table with { Rows = table.Rows.Select(row => Keep(rows, row)) } : table;
    }

    static TableRow Keep(List<TableRow> rows, TableRow row)
    {
        rows.Add(row.Kept);
        return rows[^1];
    }

    static int Run(FitRequest request, List<TableRow> all, Terminal terminal, int draws, bool deviations)
    {
        if (request.Model.Rows.Imputer.Case is not Imputer imputer)
            return terminal.Refuse([new EmError.CannotDo(request.Model.Problem.Model.Name, "impute")]);
        terminal.Tell(request.Model.Problem.Describe());
        var (run, _) = Fitting
            .Run(
                request.Fit.Events.ToObservable(Fitting.Scheduler),
                request.Model.Problem.Chart,
                request.Fit.Rule,
                terminal,
                keepTrace: false
            )
            .IfLeft(_ => throw new UnreachableException());
        foreach (var line in Verdict.Lines(run))
            terminal.Say(line);
        var code = Fitting.ExitCodeOf(run, requireConvergence: false);
        // A run that dropped a component has another chart than the model that was opened.
        if (run.Last.Case is not RunEvent<Vector>.Iterated last || code != ExitCode.Done)
            return code;
        if (last.State.Parameters.Count != request.Model.Problem.Chart.Names.Count)
            return terminal.Refuse([
                new EmError.CannotDo(request.Model.Problem.Model.Name, "impute with a component dropped; ask for fewer"),
            ]);
        using var to = terminal.Data;
        var done = 0;
        using var shown = Progress.Of(terminal, () => $"impute: {done} rows written");
        Write(
            to,
            request,
            all,
            new Completion(imputer, last.State.Parameters, new Seed(request.Fit.Options.Seed.IfNone(1))),
            draws,
            deviations,
            () => done++
        );
        return ExitCode.Done;
    }

    sealed record Completion(Imputer Imputer, Vector Parameters, Seed Seed)
    {
        // The completed numbers of a row: expected where the draw is 0.
        public Vector Row(int row, int draw) =>
            draw == 0 ? Imputer.Expect(Parameters, row).Means : Imputer.Draw(Parameters, row, Seed.Split(draw).Split(row));

        public Vector Deviations(int row) => Imputer.Expect(Parameters, row).Deviations;
    }

    static void Write(
        TextWriter to,
        FitRequest request,
        List<TableRow> all,
        Completion completion,
        int draws,
        bool deviations,
        Action written
    )
    {
        var read = request.Model.Problem.Describe();
        var hasHeader = read.Header.IfNone(all.Count == request.Model.Rows.Count + 1);
        var rows = Table.OfData(all, hasHeader).ToArray();
        var first = all.Find(row => !row.IsBlank)!;
        var places = Table.NamesOf(first.Count).ToArray();
        var names = hasHeader ? [.. first.Texts.Select(cell => cell.Trim())] : places;
        // Of each cell its column in the model, -1 if it has none.
        var columns = request.Model.Terms.Columns.Select((name, j) => (name, j)).ToDictionary(pair => pair.name, pair => pair.j);
        int[] place = [.. names.Select((name, at) => columns.GetValueOrDefault(name.Length > 0 ? name : places[at], -1))];
        IEnumerable<string> Header(int at) => deviations && place[at] >= 0 ? [names[at], $"{names[at]}_deviation"] : [names[at]];
        if (hasHeader || deviations || draws > 0)
            Line(to, (draws > 0 ? new[] { "draw" } : []).Concat(Enumerable.Range(0, names.Length).SelectMany(Header)));
        var gaps = new Missing(read.MissingMarkers);
        for (var draw = draws == 0 ? 0 : 1; draw <= draws; draw++)
        for (var row = 0; row < request.Model.Rows.Count; row++)
        {
            var cells = rows[row];
            var (values, spread) = (completion.Row(row, draw), deviations ? completion.Deviations(row) : Vector.Empty);
            IEnumerable<string> Cells(int at)
            {
                var j = place[at];
                yield return j >= 0 && gaps.Stands(cells[at]) ? NumberText.Shortest(values[j]) : cells[at];
                if (deviations && j >= 0)
                    yield return gaps.Stands(cells[at]) ? NumberText.Shortest(spread[j]) : "";
            }
            Line(to, (draws > 0 ? new[] { $"{draw}" } : []).Concat(Enumerable.Range(0, cells.Count).SelectMany(Cells)));
            written();
        }
    }

    static void Line(TextWriter to, IEnumerable<string> cells) => to.WriteLine(string.Join(',', cells.Select(Csv.Quoted)));
}
