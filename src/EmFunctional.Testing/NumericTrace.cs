using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing;

/// <summary>A table of numbers, a row for each iteration: what a snapshot test of EM compares.</summary>
/// <param name="Columns">The name of each number: first evaluations, objective, residual, then the parameters by their names on the chart.</param>
/// <param name="Rows">The iterations, in order.</param>
public sealed record NumericTrace(Arr<string> Columns, Arr<TraceRow> Rows)
{
    /// <summary>The trace of iterates.</summary>
    /// <param name="chart">Which names the parameters.</param>
    /// <param name="states">The iterates.</param>
    public static NumericTrace Of<TParams>(Chart<TParams> chart, IEnumerable<IterationState<TParams>> states) =>
        new(
            new[] { "evaluations", "objective", "residual" }.Concat(chart.Names).ToArray(),
            states.Select(s => new TraceRow(s.Iteration, [s.Evaluations, s.Objective, s.Residual, .. chart.ToFlat(s.Parameters)])).ToArray()
        );

    /// <summary>
    /// The trace as text: a header, then a line for each iteration; columns of fixed width, numbers with all 17 digits, so that it reads back
    /// to the same bits.
    /// </summary>
    public string ToText() => NumericTraceText.Write(this);

    /// <summary>Reads a trace from its text.</summary>
    /// <param name="text">What <see cref="ToText"/> wrote.</param>
    /// <returns>The trace, or nothing if the text is not one.</returns>
    public static Option<NumericTrace> FindIn(string text) => NumericTraceText.Read(text);

    /// <summary>Where this trace first departs from what was expected.</summary>
    /// <param name="expected">The trace to agree with.</param>
    /// <param name="tolerances">How closely, column by column; to the bit if null.</param>
    /// <returns>The first divergence, by iteration and then by column; nothing where the traces agree.</returns>
    /// <exception cref="ArgumentException">A tolerance is given for a column that is not expected.</exception>
    public Option<Divergence> FindDivergence(NumericTrace expected, Tolerances? tolerances = null) =>
        Divergence.Find(expected, this, tolerances ?? Tolerances.Exact);

    /// <summary>The text.</summary>
    public override string ToString() => ToText();
}

/// <summary>The numbers of an iteration.</summary>
/// <param name="Iteration">The iteration.</param>
/// <param name="Values">A number for each column.</param>
public sealed record TraceRow(int Iteration, Vector Values);
