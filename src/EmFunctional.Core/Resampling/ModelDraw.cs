using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>Rows like those of the data, drawn from the fitted model: as many, in sequences as long, with the same cells missing.</summary>
static class ModelDraw
{
    const string Sequence = "sequence";

    public static Either<EmError, (Func<Table> Table, ColumnChoice Chosen)> Of(Refit refit, int rows, bool keepsHoles, Seed seed)
    {
        var use = refit.Fit.Entry.Use.IfNone(() => throw new ArgumentException("a model that draws no rows", nameof(refit)));
        var isOne = refit.Fit.Model.Rows.Sequences.IsEmpty || refit.Units.Count == 1;
        var drawn = isOne
            ? use.Draw(refit.Saved, seed, rows).Map(of => new[] { of })
            : Sequences(
                refit,
                use.DrawSequences.IfNone(() => throw new ArgumentException("a model that draws no sequences", nameof(refit))),
                seed
            );
        return drawn.Map(parts => Table(refit, parts, isOne, keepsHoles));
    }

    static Either<EmError, DrawnRows[]> Sequences(
        Refit refit,
        Func<SavedModel, Seed, SequenceDraw, Either<EmError, DrawnRows>> draw,
        Seed seed
    ) =>
        refit
            .Units.Rows.Select((unit, i) => draw(refit.Saved, seed.Split(i), new(1, unit.Count)))
            .ToArr()
            .Sequence()
            .Map(all => all.ToArray());

    static (Func<Table>, ColumnChoice) Table(Refit refit, DrawnRows[] parts, bool isOne, bool keepsHoles)
    {
        var (first, saved) = (parts[0], refit.Saved);
        var missing = keepsHoles ? refit.Units.Holes(first.Columns, refit.Chosen.MissingMarkers) : (_, _) => false;
        var names = isOne ? first.Columns : first.Columns.Add(Sequence);
        IEnumerable<TableRow> rows = parts.SelectMany(
            (part, sequence) =>
                Enumerable
                    .Range(0, part.Components.Count)
                    .Select(i =>
                    {
                        // Where there are sequences, the rows of each are those of its unit.
                        var place = isOne ? i : refit.Units.Rows[sequence][i];
                        var cells = part.Columns.Select((_, j) => missing(place, j) ? "" : Text(part, saved, i, j));
                        return new TextRow(i + 2, [.. isOne ? cells : cells.Append($"{sequence}")], cell => cell + 1);
                    })
        );
        return (
            () => new Table("rows drawn from the model", rows.Prepend(new TextRow(1, [.. names], cell => cell + 1))) { Header = true },
            new() { Columns = saved.Columns, Sequence = isOne ? Option<string>.None : Sequence }
        );
    }

    static string Text(DrawnRows drawn, SavedModel saved, int row, int column)
    {
        var value = drawn.Values[row * drawn.Columns.Count + column];
        var levels = drawn.Levels.IsEmpty ? saved.Symbols : drawn.Levels[column];
        return levels.IsEmpty ? NumberText.Shortest(value) : levels[(int)value];
    }
}
