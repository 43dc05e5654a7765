using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A model that learns rows of a table as they come, as code that knows no model meets it.</summary>
/// <param name="Model">The model's name and options.</param>
/// <param name="Chart">The coordinates on the parameters.</param>
/// <param name="Part">The model with some rows, given their table and the columns.</param>
/// <param name="Carry">Statistics told about other parameters (<see cref="EmModel{TData,TParams,TStats}.Carry"/>).</param>
public sealed record TableStream(
    ModelName Model,
    Chart<Vector> Chart,
    Func<Table, ColumnChoice, Validation<EmError, Problem<Vector>>> Part,
    Func<Vector, Vector, Vector, Either<EmError, Vector>> Carry
)
{
    /// <summary>A model, and how its data are read.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">Reads rows, which need not bear the model by themselves.</param>
    internal static TableStream Of<TData, TParams>(
        EmModel<TData, TParams, Vector> model,
        Func<Table, ColumnChoice, Validation<EmError, TData>> read
    ) =>
        new(
            model.Name,
            model.Chart.OnFlat(),
            (table, chosen) =>
                read(table, chosen).Bind(data => Problem.OfPart(model, data).Map(problem => problem.OnChart()).ToValidation()),
            (from, to, statistics) =>
                model.Chart.FromFlat(from).Bind(one => model.Chart.FromFlat(to).Bind(other => model.Carry(one, other, statistics)))
        );

    /// <summary>The model for rows of data of a table.</summary>
    /// <param name="table">The table; its own rows are not read.</param>
    /// <param name="header">Its header, if it has one.</param>
    /// <param name="chosen">The columns.</param>
    public OnlineProblem<TableRow, Vector> On(Table table, Option<TableRow> header, ColumnChoice chosen)
    {
        Table Of(IReadOnlyList<TableRow> rows) =>
            table with
            {
                Rows = header.ToArray().Concat(rows),
                Header = header.IsSome,
                Numbers = null,
            };
        // Who takes the run up must know whether the first row is the header.
        Problem<Vector> Known(Problem<Vector> problem) =>
            problem with
            {
                Describe = () =>
                    problem.Describe() with
                    {
                        Header = table.Header.IsSome ? Option<bool>.None : header.IsSome,
                        BlankLines = 0,
                    },
            };
        return new(
            Model,
            Chart,
            rows => Part(Of(rows), chosen).Map(Known).ToEither().MapLeft(faults => faults.Head),
            _ => Prelude.unit, // the first rows were opened as a whole
            Carry
        );
    }
}
