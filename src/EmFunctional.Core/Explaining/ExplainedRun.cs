using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>A run as its story needs it.</summary>
/// <param name="Model">The model with its data.</param>
/// <param name="Data">What the data are called.</param>
/// <param name="Start">θ at iteration 0.</param>
/// <param name="Iterates">All iterates, in order.</param>
/// <param name="Reason">Why it stopped; nothing if it failed or was interrupted.</param>
/// <param name="Verdict">How it ended, in sentences.</param>
/// <param name="Algorithm">How it went from iterate to iterate.</param>
public sealed record ExplainedRun(
    OpenedModel Model,
    string Data,
    Vector Start,
    Arr<IterationState<Vector>> Iterates,
    Option<StopReason> Reason,
    Arr<string> Verdict,
    Iterate<Vector> Algorithm
)
{
    /// <summary>What the rows really are, where somebody knows.</summary>
    public Option<TrueLabels> Truth { get; init; }

    /// <summary>How many iterations to work out in full.</summary>
    public int Worked { get; init; } = 1;

    /// <summary>The way to start by name, empty where the start was given; nothing where nobody says.</summary>
    public Option<string> StartMethod { get; init; }

    /// <summary>The starts of which this run's was the best; none where there was but one.</summary>
    public Arr<Vector> Starts { get; init; } = Arr<Vector>.Empty;

    /// <summary>What whoever tells the story adds to it: how its reader can go on.</summary>
    public Hints Hints { get; init; } = Hints.None;

    internal Narrative Words { get; } = Model.Telling.Narrative();

    /// <summary>What the numbers are called.</summary>
    internal Reporting.ParameterNames Called =>
        new(Problem.Chart.Names)
        {
            Columns = Model.Terms.Columns,
            Symbols = Model.Terms.Symbols,
            Indexed = Model.Terms.Indexed ?? (_ => Arr<string>.Empty),
            Component = Words.Component,
        };

    /// <summary>What a number is called, by the name of its column: <c>mean[0] of height</c>.</summary>
    /// <param name="name">Its name on the chart.</param>
    internal string NameOf(string name) =>
        Reporting.ParameterNames.Parts(name) is { Indices.Count: 2 } parts
        && Model.Terms.Columns.Count > 1
        && parts.Indices[1] < Model.Terms.Columns.Count
        && parts.Group == "mean"
            ? $"{parts.Group}[{parts.Indices[0]}] of {Model.Terms.Columns[parts.Indices[1]]}"
            : name;

    internal Problem<Vector> Problem => Model.Problem;

    internal IterationState<Vector> Last => Iterates[^1];

    // The last gain as a part of the one before, where gains shrink.
    internal Option<double> Ratio =>
        IsPlain
        && Iterates.Count > 3
        && (Last.Objective - Iterates[^2].Objective) / (Iterates[^2].Objective - Iterates[^3].Objective) is > 0 and < 1 and var ratio
            ? ratio
            : Option<double>.None;

    internal bool IsMonotone => Iterates.ForAll(state => double.IsFinite(state.Slack));

    // One component: no row need be told apart from others.
    internal bool IsAlone => Words.Components == 1 && Model.Rows.Apply.IsSome;

    // Rows whose component was given, and all of them, by how often they count.
    internal (double Given, double All) Labelled =>
        Model
            .Rows.Apply.Map(apply => apply(Saved(Start)))
            .Map(applied =>
                (
                    Enumerable.Range(0, applied.Rows).Where(i => Model.Rows.Known[i] >= 0).Sum(applied.Weight),
                    Enumerable.Range(0, applied.Rows).Sum(applied.Weight)
                )
            )
            .IfNone((0, 0));

    internal bool HasAllLabels => !Model.Rows.Known.IsNone && Labelled.Given == Labelled.All;

    // Whether some numbers of rows that count are missing.
    internal bool HasHoles => Words.Mixture.Exists(of => of.HasHoles);

    internal bool HasBlanks => Words.HasBlanks || Words.Mixture.Exists(of => of.HasBlanks);

    // Whether the M-step leads to the same numbers from wherever it starts: there is nothing hidden to go round about.
    internal bool IsClosed =>
        Step(Start).Bind(first => Step(first).Map(second => first.Zip(second, IsSame).All(same => same))).IfLeft(false);

    static bool IsSame(double a, double b) => Math.Abs(a - b) <= Nearness * Math.Max(Math.Abs(a), Math.Abs(b));

    const double Nearness = 1e-9;

    internal bool IsPlain => Algorithm(Problem.Evaluate, Problem.Chart).Name == Iterating.Algorithm.PlainName;

    // Components may be exchanged: nothing is held, and no row says whose it is.
    internal bool HasTwins =>
        Words.Components > 1
        && Model.Rows.Known.IsNone
        && Problem.Model.Options.ForAll(option => option.Name != "hold" || option.Value.Length == 0);

    // And they can be by whoever knows no model.
    internal bool IsSymmetrical => HasTwins && Model.Rows.Labels.IsSome;

    // The true labels, where there is one for each row and one for each component, and the θ that they give.
    internal Option<Answer> Answer =>
        from labels in Truth
        from labelling in Model.Rows.Labels
        where labels.OfRow.Count == Model.Rows.Count && labels.Names.Count == labelling.Components
        from actual in labelling.FromLabels(labels.OfRow).ToOption()
        select new Answer(labels, labelling, actual);

    internal SavedModel Saved(Vector at) => Model.At(at);

    // The responsibilities of each row that counts, with how often it does.
    internal Arr<(Vector Weights, double Times)> Responsibilities(Vector at) =>
        Model
            .Rows.Apply.Map(apply => apply(Saved(at)))
            .Map(applied =>
                Enumerable
                    .Range(0, applied.Rows)
                    .Where(i => applied.Weight(i) > 0)
                    .Select(i => (Model.Rows.Known.Hold(i, applied.Row(i).Responsibilities), applied.Weight(i)))
                    .ToArray()
            )
            .IfNone([])
            .ToArray();

    // What the M-step makes of θ, whatever the algorithm made of that.
    internal Either<EmError, Vector> Step(Vector from) =>
        Problem.Evaluate(from).Bind(evaluated => evaluated.Proposal).Map(proposal => proposal.Parameters);

    internal Either<EmError, Runs.Fitted<Vector>> From(Vector start) =>
        Problem
            .Chart.StartFromFlat(start)
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(from => Fitted.Of(Problem, from, algorithm: Algorithm));

    // The numbers to follow: no more than are read beside each other.
    internal Arr<string> Watched => Words.Watched.Take(5).ToArray();

    internal string Followed(Vector at) =>
        string.Join(", ", Watched.Select(name => $"{NameOf(name)} = {NumberFormat.Significant(ValueOf(name, at), 4)}"));

    internal double ValueOf(string name, Vector at) => at[PlaceOf(name)];

    internal int PlaceOf(string name) => Enumerable.Range(0, Problem.Chart.Names.Count).First(i => Problem.Chart.Names[i] == name);

    internal static string LogLikelihood(double objective) => NumberFormat.Fixed(objective, 4);
}

/// <summary>Sentences by which whoever tells a story says how its reader can go on; empty where there is nothing to say.</summary>
/// <param name="Start">Why the run begins where it does.</param>
/// <param name="Iterations">How to see all iterations.</param>
/// <param name="Components">How to try other numbers of components.</param>
/// <param name="Elsewhere">How to begin elsewhere.</param>
public sealed record Hints(string Start, string Iterations, string Components, string Elsewhere)
{
    /// <summary>Nothing to say.</summary>
    public static Hints None { get; } = new("", "", "", "");
}

/// <summary>What EM does not see: the true labels, with what they say of the parameters.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Labelling">The components as labels.</param>
/// <param name="Actual">θ as the labels give it.</param>
sealed record Answer(TrueLabels Labels, Labelling Labelling, Vector Actual);

/// <summary>A picture and where it belongs.</summary>
/// <param name="Chapter">The number of the chapter, from 1.</param>
/// <param name="Picture">The picture.</param>
public sealed record Illustration(int Chapter, Passage.Picture Picture);
