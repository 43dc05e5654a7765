using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

public abstract partial record EmError
{
    /// <summary>A matrix that must be positive definite is not.</summary>
    /// <param name="Name">The matrix.</param>
    /// <param name="Eigenvalue">Its smallest eigenvalue.</param>
    /// <param name="Least">What that must be at least.</param>
    public sealed record NotPositiveDefinite(string Name, double Eigenvalue, double Least) : Mathematics
    {
        internal override string Words =>
            $"{Name} must be positive definite{(Least > 0 ? $", its eigenvalues at least {NumberText.Shortest(Least)}" : "")}; its smallest "
            + $"eigenvalue is {Numerics.NumberFormat.Significant(Eigenvalue, 4)}, choose other values";
    }

    /// <summary>A component has collapsed: its likelihood is unbounded and has no maximum.</summary>
    /// <param name="Component">The component, from 0; none where all share one covariance.</param>
    /// <param name="Mass">How many rows it is responsible for.</param>
    /// <param name="Eigenvalue">The smallest eigenvalue of its covariance, in one dimension its variance.</param>
    public sealed record Degenerate(Option<int> Component, double Mass, double Eigenvalue) : Mathematics
    {
        internal override string Words =>
            Mass == 0
                ? $"component {Component.IfNone(0)} is responsible for no row, so it has no parameters that fit best; {Fewer}"
                : Collapsed;

        string Collapsed =>
            $"{Component.Match(k => $"component {k}", () => "the covariance of all components")} has collapsed: mass "
            + $"{Numerics.NumberFormat.Significant(Mass, 6)}, smallest eigenvalue of its covariance {Numerics.NumberFormat.Significant(Eigenvalue, 4)}; its likelihood has no "
            + $"maximum; {Fewer}";

        // Which is no help to a single one.
        const string Fewer = "where there are several components, start elsewhere or ask for fewer";
    }

    /// <summary>A row of the data has probability 0 under the parameters.</summary>
    /// <param name="Row">The row, from 1.</param>
    public sealed record ImpossibleRow(int Row) : Mathematics
    {
        internal override string Words =>
            $"row {Row} of the data has probability 0 under every component; start from parameters that allow it, or check the row";
    }

    /// <summary>A sequence of the data has probability 0 under the parameters.</summary>
    /// <param name="Sequence">The sequence, from 1.</param>
    /// <param name="Place">Its first observation that cannot follow those before it, from 1.</param>
    public sealed record ImpossibleSequence(int Sequence, int Place) : Mathematics
    {
        internal override string Words =>
            $"sequence {Sequence} of the data has probability 0: its observation {Place} cannot follow those before it; start from "
            + "parameters that allow it, or check the sequence";
    }

    /// <summary>A batch of a stream ended it.</summary>
    /// <param name="First">Its first row, from 1.</param>
    /// <param name="Last">Its last row.</param>
    /// <param name="Error">What is wrong with it.</param>
    public sealed record InStream(long First, long Last, EmError Error) : Mathematics
    {
        internal override string Words => $"{(First == Last ? $"row {First}" : $"rows {First} to {Last}")} of the stream: {Error.Words}";
    }

    /// <summary>A stream ended before the parameters were moved once.</summary>
    /// <param name="Rows">How many rows came.</param>
    /// <param name="Warmup">How many were to come before.</param>
    public sealed record ShortStream(long Rows, long Warmup) : Mathematics
    {
        internal override string Words =>
            $"the stream ended after {(Rows == 1 ? "1 row" : $"{Rows} rows")}, and the parameters are kept for the first {Warmup}: "
            + "give more rows, or a shorter warm-up";
    }

    /// <summary>A number that must be finite is not: the objective, or a parameter that the M-step proposed.</summary>
    public sealed record NotFinite(string Name, double Value) : Mathematics
    {
        internal override string Words =>
            $"{Name} became {NumberText.Shortest(Value)}; start from other parameters, or look for extreme values in the data";
    }

    /// <summary>The objective of a model whose objective cannot fall fell by more than rounding.</summary>
    /// <param name="Iteration">The iterate that is below the one before.</param>
    /// <param name="From">The objective before, in nats.</param>
    /// <param name="To">The objective now.</param>
    /// <param name="Slack">The rounding tolerance: the fall that rounding could explain.</param>
    public sealed record Decreased(int Iteration, double From, double To, double Slack) : Mathematics
    {
        internal override string Words =>
            $"{Wording.Fall(Iteration, From, To, Slack)}; an exact E- and M-step cannot do this: check the model's code, or declare the model not monotone";
    }
}
