using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Families;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

// How the story of a hidden Markov model speaks of what states show.
abstract class ShownBy(HiddenMarkovData data, int states)
{
    protected HiddenMarkovData Data { get; } = data;

    protected int States { get; } = states;

    /// <summary>What one observation is called.</summary>
    public abstract string Noun { get; }

    /// <summary>The article of that.</summary>
    public string A => Noun[0] == 'o' ? "an" : "a";

    /// <summary>How an observation comes about, as the end of a sentence.</summary>
    public abstract string Scene { get; }

    /// <summary>The groups of numbers.</summary>
    public abstract string Groups { get; }

    /// <summary>How what states show is estimated where nothing is hidden, as the end of a sentence.</summary>
    public abstract string Counting { get; }

    /// <summary>What there is to say of the observations before all else.</summary>
    public abstract Arr<string> Remarks { get; }

    public abstract Arr<string> Headings { get; }

    /// <summary>What was observed at a place of the first sequence, a cell for each heading.</summary>
    public abstract Arr<string> Cells(int t);

    /// <summary>What the counts of the first sequence are of, as the end of a sentence.</summary>
    public abstract string CountsOf { get; }

    public abstract TextTable Counts(Vector posterior);

    /// <summary>What a state shows, as the end of a line.</summary>
    public abstract string Estimate(HiddenMarkovParameters to, int state);

    /// <summary>How it comes of the counts, as the end of a sentence.</summary>
    public abstract string Divided { get; }

    /// <summary>Whether nothing was observed at a place of the first sequence.</summary>
    public bool IsBlank(int t) => IsBlankRow(Data.Begins[0] + t);

    public bool HasBlanks => Enumerable.Range(0, Data.Observations).Any(IsBlankRow);

    bool IsBlankRow(int row) => !Data.Family.Observes(Data.Rows.Row(row).Span);

    public static ShownBy Of(HiddenMarkovData data, int states) =>
        data.Symbols.IsEmpty ? new Rows(data, states) : new Symbols(data, states);

    sealed class Symbols(HiddenMarkovData data, int states) : ShownBy(data, states)
    {
        public override string Noun => "symbol";

        public override string Scene => $"it shows a symbol, by probabilities {(States == 1 ? "of its own" : "that depend on the state")}";

        public override string Groups => "emission";

        public override string Counting =>
            States == 1
                ? "count how often each symbol is shown, and divide by the number of all"
                : "count how often each state begins a sequence, follows each other and shows each symbol, and divide by the sums";

        public override Arr<string> Remarks =>
            Arr.create($"The symbols are {string.Join(", ", Data.Symbols.Select((symbol, v) => $"{symbol} (emission[·][{v}])"))}.");

        public override Arr<string> Headings => Arr.create("symbol");

        public override Arr<string> Cells(int t) => Arr.create(Data.Values[t] is >= 0 and var symbol ? Data.Symbols[(int)symbol] : "·");

        public override string CountsOf =>
            States == 1 ? "so often it shows each symbol" : "so often is each state expected to show each symbol";

        public override TextTable Counts(Vector posterior)
        {
            double Expected(int s, int v) =>
                Enumerable.Range(0, Data.Length(0)).Where(t => Data.Values[t] == v).Sum(t => posterior[t * States + s]);
            Arr<string> Row(int s) => Data.Symbols.Select((_, v) => NumberFormat.Fixed(Expected(s, v), 2)).Prepend($"state {s}").ToArray();
            return new(Data.Symbols.Prepend("").ToArray(), Enumerable.Range(0, States).Select(Row).ToArray());
        }

        public override string Estimate(HiddenMarkovParameters to, int state) =>
            "shows "
            + string.Join(
                ", ",
                Data.Symbols.Select((symbol, v) => $"{symbol} with {NumberFormat.Fixed(to.Emission[state * to.Symbols + v], 3)}")
            );

        public override string Divided => "each probability is a count divided by the sum of its kind";
    }

    sealed class Rows(HiddenMarkovData data, int states) : ShownBy(data, states)
    {
        FamilyShape Shape => Data.Family.Shape;

        public override string Noun => "observation";

        public override string Scene =>
            $"an observation is drawn from {FamilyProse.Distribution(Data.Family)} with numbers {(States == 1 ? "of its own" : "that depend on the state")}";

        public override string Groups => FamilyProse.Listed(Shape.Parameters.Map(parameter => parameter.Name));

        public override string Counting =>
            (States == 1 ? "" : "count how often each state begins a sequence and follows each other, and divide by the sums; ")
            + $"the {Groups} of {(States == 1 ? "the state" : "each state")} are those that make its observations most probable";

        public override Arr<string> Remarks => Arr<string>.Empty;

        public override Arr<string> Headings => Data.Names;

        public override Arr<string> Cells(int t) => Data.Rows.Row(t).Select((x, j) => Cell(Shape.Columns[j], x)).ToArray();

        static string Cell(Column column, double x) =>
            double.IsNaN(x) ? "·"
            : column.Levels.IsEmpty ? NumberFormat.Significant(x, 4)
            : column.Levels[(int)x];

        public override string CountsOf => States == 1 ? "so many are its own" : "so many observations are each state's own";

        public override TextTable Counts(Vector posterior)
        {
            double Expected(int s) => Enumerable.Range(0, Data.Length(0)).Where(t => !IsBlank(t)).Sum(t => posterior[t * States + s]);
            return new(
                Arr.create("", "observations"),
                Enumerable.Range(0, States).Select(s => Arr.create($"state {s}", NumberFormat.Fixed(Expected(s), 2))).ToArray()
            );
        }

        public override string Estimate(HiddenMarkovParameters to, int state) =>
            string.Join(
                ", ",
                FamilyProse.NumbersOf(Shape).Zip(to.Of(state), (name, value) => $"{name} = {NumberFormat.Significant(value, 4)}")
            );

        public override string Divided =>
            $"each probability is a count divided by the sum of its kind, and the {Groups} of a state are those that fit its share of all observations best";
    }
}
