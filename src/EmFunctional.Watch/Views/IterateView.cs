using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Plotting;
using EmFunctional.Reporting;
using EmFunctional.Watching.Following;
using LanguageExt;

namespace EmFunctional.Watching.Views;

/// <summary>A picture and its words, for those who see it and those who do not.</summary>
sealed record FigureView(string Title, string Caption, string Svg)
{
    /// <summary>A figure as the page shows it.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="columns">How many panels there is room for beside each other.</param>
    public static FigureView Of(Figure figure, int columns) => new(figure.Title, figure.Caption, Pictures.Svg.Of(figure, columns));
}

/// <summary>A table: headings, and rows of as many cells, the first of which names the row.</summary>
sealed record TableView(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A run at one iterate.</summary>
/// <param name="Asked">The iteration that was asked for.</param>
/// <param name="Iteration">The iteration whose numbers these are: one before it where a journal keeps those of some only.</param>
/// <param name="Objective">What the objective is, and its number there, in nats.</param>
/// <param name="Notes">What is to be said of it.</param>
/// <param name="Tables">The parameters.</param>
/// <param name="Figures">What the model looks like; none without the data.</param>
sealed record IterateView(
    int Asked,
    int Iteration,
    string Objective,
    IReadOnlyList<string> Notes,
    IReadOnlyList<TableView> Tables,
    IReadOnlyList<FigureView> Figures
)
{
    // Nobody reads a table of more numbers, and no picture of them says anything.
    const int MostNumbers = 5000;

    // A table scrolls, and need not be divided.
    const int Wide = 1 << 20;

    /// <summary>A run at one iterate; nothing where it is not in the journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="asked">The iteration.</param>
    /// <param name="columns">How many panels there is room for beside each other.</param>
    public static Option<IterateView> Of(FollowedJournal journal, int asked, int columns)
    {
        var state = journal.State;
        return from at in journal.Find(state, asked)
            from run in Course.Of(journal, state)
            let isSmall = at.Parameters.Count <= MostNumbers
            select new IterateView(
                asked,
                at.Iteration,
                $"{run.Description.Objective} {RunView.Objective(at)}",
                [
                    .. at.Iteration < asked
                        ? new[] { $"The journal keeps the numbers of some iterates only: these are of iteration {at.Iteration}." }
                        : [],
                    .. isSmall ? [] : new[] { $"The model has {at.Parameters.Count} numbers, which are not shown." },
                    .. at.Diagnostics.Map(diagnostic => $"Diagnostic: {diagnostic}."),
                ],
                isSmall ? [.. ParameterTable.Of(run.Called, at.Parameters, Wide).Map(TableOf)] : [],
                isSmall ? [.. Plots.AtIterate(run.Frame(at)).Select(figure => FigureView.Of(figure, columns))] : []
            );
    }

    static TableView TableOf(Narration.TextTable table) =>
        new([.. table.Columns], [.. table.Rows.Map(IReadOnlyList<string> (row) => [.. row])]);
}
