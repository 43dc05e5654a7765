using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary>How a table is completed.</summary>
/// <param name="Draws">How many tables are drawn, one below the other; 0 for the conditional mean.</param>
/// <param name="HasDeviations">Whether conditional standard deviations stand beside.</param>
/// <param name="Seed">What is drawn.</param>
sealed record Completion(int Draws, bool HasDeviations, Seed Seed)
{
    /// <summary>Whether a column says which draw a row is of.</summary>
    public bool IsNumbered { get; init; } = Draws > 0;
}

/// <summary>A table whose missing cells are filled in, part by part: what was observed keeps its text.</summary>
/// <param name="Open">Opens the model on the data, anew for each pass.</param>
/// <param name="Parsed">The call.</param>
/// <param name="Keep">The other columns that are written.</param>
/// <param name="Style">How numbers are written.</param>
sealed record Imputing(Func<Validation<EmError, AppliedRun>> Open, ParseResult Parsed, KeepOption Keep, ResultStyle Style)
{
    /// <summary>The completed table; each draw is a pass over the data.</summary>
    public IEnumerable<Validation<EmError, ResultTable>> Parts(Completion completion) =>
        Enumerable.Range(completion.Draws == 0 ? 0 : 1, Math.Max(1, completion.Draws)).SelectMany(draw => Parts(completion, draw));

    IEnumerable<Validation<EmError, ResultTable>> Parts(Completion completion, int draw)
    {
        var opened = Open();
        if (opened.IsFail)
            yield return opened.Map(_ => new ResultTable(0, []));
        foreach (var run in opened.SuccessAsEnumerable())
            using (run)
                foreach (var part in run.Parts)
                    yield return part.Bind(rows => Completed(run, rows, completion, draw));
    }

    Validation<EmError, ResultTable> Completed(AppliedRun run, AppliedPart part, Completion completion, int draw) =>
        from imputer in part.Applied.Imputer.ToValidation<EmError>(new EmError.CannotDo(run.Saved.Model.Name, "impute"))
        let read = part.Read.Observations
        let place = part.Columns.Map(name => KeepOption.IndexOf(read, name))
        from kept in Keep.Cells(Parsed, part.Columns)
        let cells = Enumerable.Range(0, place.Count).Where(cell => place[cell] >= 0 || kept.Contains(cell)).ToArr()
        from text in KeepOption.Unicode(part, cells)
        select new ResultTable(
            part.Applied.Rows,
            [
                .. completion.IsNumbered ? [new ResultColumn("draw", _ => draw) { IsWhole = true }] : System.Array.Empty<ResultColumn>(),
                .. Columns(run, part, imputer, cells, place, completion, draw),
            ]
        )
        {
            Read = part.Read,
            Style = StyleOf(part.Read),
            HasHeader = part.HasHeader || completion.HasDeviations || completion.IsNumbered,
        };

    // As the input is written, so that what was observed and what was not look alike.
    ResultStyle StyleOf(DataDescription read) => Style with { Separator = read.Separator.IfNone(',') };

    IEnumerable<ResultColumn> Columns(
        AppliedRun run,
        AppliedPart part,
        Imputer imputer,
        Arr<int> cells,
        Arr<int> place,
        Completion completion,
        int draw
    )
    {
        var (values, expected) = (new Vector?[part.Applied.Rows], new ImputedRow?[part.Applied.Rows]);
        ImputedRow Expected(int i) => expected[i] ??= imputer.Expect(i);
        Vector Values(int i) =>
            values[i] ??= draw == 0 ? Expected(i).Means : imputer.Draw(i, completion.Seed.Split(draw).Split(part.First + i));
        bool IsMissing(int i, int cell) => run.MissingMarkers.Matches(part.Rows[i][cell]);
        string Written(double value) => part.Read.Format.Decimal == ',' ? Style.Of(value).Replace('.', ',') : Style.Of(value);
        foreach (var cell in cells)
        {
            var (j, kept) = (place[cell], KeepOption.Column(part, cell, run.MissingMarkers));
            if (j < 0)
            {
                yield return kept;
                continue;
            }
            yield return kept with
            {
                Number = i => IsMissing(i, cell) ? Values(i)[j] : kept.Number(i),
                Text = i => IsMissing(i, cell) ? Written(Values(i)[j]) : part.Rows[i][cell],
                IsOfNumbers = true,
            };
            if (completion.HasDeviations)
                yield return new ResultColumn(
                    $"{part.Columns[cell]}_deviation",
                    i => IsMissing(i, cell) ? Expected(i).Deviations[j] : double.NaN,
                    i => IsMissing(i, cell) ? Written(Expected(i).Deviations[j]) : ""
                )
                {
                    IsOfNumbers = true,
                };
        }
    }
}
