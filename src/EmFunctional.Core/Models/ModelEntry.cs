using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A model as code that knows no model meets it: by name, from text to text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in a sentence.</param>
/// <param name="Options">Its options, the number of components first.</param>
/// <param name="Open">Reads the data and builds the model.</param>
/// <param name="Chart">The coordinates of a model that was saved.</param>
public sealed record ModelEntry(
    string Name,
    string Summary,
    Arr<ModelOptionEntry> Options,
    Func<ModelRequest, Validation<EmError, OpenedModel>> Open,
    Func<SavedModel, Validation<EmError, Chart<Vector>>> Chart
)
{
    /// <summary>What can be done with it once it is fitted.</summary>
    public Option<ModelUse> Use { get; init; }

    /// <summary>Whether rows may have holes and labels: whether it is of rows that have a hidden part each.</summary>
    public bool IsOfRows { get; init; } = true;

    /// <summary>Whether its rows may belong to sequences.</summary>
    public bool IsOfSequences { get; init; }

    /// <summary>What was asked for of the data, if it is of a kind that the model knows.</summary>
    /// <param name="chosen">The choice.</param>
    public Validation<EmError, ColumnChoice> Fit(ColumnChoice chosen) =>
        !IsOfRows && chosen.Labels.IsSome ? new EmError.CannotDo(Name, "have labels of rows")
        : !IsOfRows && chosen.Missing.IsSome ? new EmError.CannotDo(Name, "have missing numbers")
        : !IsOfSequences && chosen.Sequence.IsSome ? new EmError.CannotDo(Name, "have sequences of rows")
        : chosen;

    internal bool IsOfOneColumn { get; init; }

    /// <summary>Whether rows need not be in memory: whether it reads <see cref="Table.Blocks"/>.</summary>
    public bool ReadsBlocks { get; init; }

    /// <summary>A saved model of this kind with a value for each option, if its shape and numbers are those of such a model.</summary>
    /// <param name="saved">The saved model.</param>
    public Validation<EmError, SavedModel> Check(SavedModel saved) =>
        from columns in IsOfOneColumn ? new ColumnChoice { Columns = saved.Columns }.Column : Option<string>.None
        from options in Resolve(saved.Model.Options.ToSeq())
        let whole = saved with
        {
            Model = saved.Model with { Options = options },
        }
        from chart in ChartOf(whole)
        from parameters in whole.As(chart).ToValidation()
        select whole;

    /// <summary>How many numbers a model has, given a value for each option, and the number of its columns or symbols.</summary>
    public Func<ModelSettings, int, Int128> Count { get; init; } = (_, _) => 1;

    /// <summary>The coordinates of a model that was saved, if it has as many names as they need: nothing is made larger than what was read.</summary>
    /// <param name="saved">The saved model, with a value for each option.</param>
    public Validation<EmError, Chart<Vector>> ChartOf(SavedModel saved) =>
        Count(saved.Settings, Math.Max(saved.Columns.Count, saved.Symbols.Count)) is var count && count > saved.Names.Count
            ? new EmError.BadModelFile(Name, "chart", $"the {count} names of a model with such options, not {saved.Names.Count}")
            : Chart(saved);

    /// <summary>The options with a value for each: the given one or the default.</summary>
    /// <param name="given">What was asked for.</param>
    /// <returns>The options, or those that the model lacks and values that they do not take.</returns>
    public Validation<EmError, Arr<ModelOption>> Resolve(Seq<ModelOption> given)
    {
        Arr<string> names = Options.Select(option => option.Name).ToArray();
        var errors = given
            .SelectMany(g =>
                Options
                    .Find(option => option.Name == g.Name)
                    .Match(
                        option => option.Faults(g.Value),
                        () => Prelude.Seq1<EmError>(new EmError.UnknownName($"option of {Name}", g.Name, names))
                    )
            )
            .ToSeq();
        if (!errors.IsEmpty)
            return errors;
        Arr<ModelOption> resolved = Options
            .Select(option => given.Find(g => g.Name == option.Name).IfNone(() => new ModelOption(option.Name, option.Default)))
            .ToArray();
        return resolved;
    }
}

/// <summary>An option of a model.</summary>
/// <param name="Name">Its name: <c>components</c>, <c>mixing</c> …</param>
/// <param name="Default">Its value unless another is given.</param>
/// <param name="Values">The values it takes; if none are named, whole numbers from 1.</param>
/// <param name="Help">What it decides.</param>
public sealed record ModelOptionEntry(string Name, string Default, Arr<string> Values, string Help)
{
    /// <summary>Whether any text will do, for the model to read.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether its values are alternatives to choose from by how well they fit.</summary>
    public bool IsCompared { get; init; }

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What is held.</summary>
    public static ModelOptionEntry Hold { get; } =
        new("hold", "", Arr<string>.Empty, "numbers that are held, such as mean[0]=60,mixingWeight[1]=0.5") { IsText = true };

    /// <summary>K, the number of components.</summary>
    public static ModelOptionEntry Components { get; } = new("components", "2", Arr<string>.Empty, "the number of components, K");

    /// <summary>The mixing weights.</summary>
    /// <param name="standard">The default.</param>
    public static ModelOptionEntry Mixing(Mixing standard) =>
        new("mixing", standard.ToText(), Arr.create("equal", "estimated"), "mixing weights equal and fixed, or estimated");

    internal Seq<EmError> Faults(string value) =>
        IsText || (IsOptional && value.Length == 0) ? Seq<EmError>.Empty
        : Values.IsEmpty
            ? (ReadCount(value).IsSome ? Seq<EmError>.Empty : Fault(new EmError.BadOption(Name, value, Domain.WholeNumberFrom(1))))
        : Values.Contains(value) ? Seq<EmError>.Empty
        : Fault(new EmError.UnknownName($"value of {Name}", value, Values));

    static Seq<EmError> Fault(EmError error) => Prelude.Seq1(error);

    internal static Option<int> ReadCount(string value) =>
        int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)
        && count >= 1
            ? count
            : Option<int>.None;
}

/// <summary>A value for each of a model's options.</summary>
/// <param name="Options">The options.</param>
public record ModelSettings(Arr<ModelOption> Options)
{
    /// <summary>The value of an option; empty where there is none.</summary>
    /// <param name="name">The option.</param>
    public string this[string name] => Options.Find(option => option.Name == name).Map(option => option.Value).IfNone("");

    /// <summary>K.</summary>
    public int Components => ModelOptionEntry.ReadCount(this["components"]).IfNone(1);

    /// <summary>What is held.</summary>
    public Validation<EmError, Holds> Holds => Modelling.Holds.Parse(this["hold"]);

    /// <summary>The mixing weights.</summary>
    public Mixing Mixing => this["mixing"] == Mixing.Equal.ToText() ? Mixing.Equal : Mixing.Estimated;
}

/// <summary>What a model is opened with.</summary>
/// <param name="Table">The data as text.</param>
/// <param name="Chosen">The columns to read.</param>
/// <param name="Options">A value for each of the model's options.</param>
public sealed record ModelRequest(Table Table, ColumnChoice Chosen, Arr<ModelOption> Options) : ModelSettings(Options)
{
    /// <summary>How many numbers a model may keep unless somebody allows more: a guard against slips, 128 MiB.</summary>
    public const long DefaultLimit = 1 << 24;

    // A parameter has a name, and a place in several vectors.
    const int NumbersOfParameter = 8;

    /// <summary>How many numbers the model may keep beside its data.</summary>
    public long Limit { get; init; } = DefaultLimit;

    /// <summary>Whether the data and the memory can bear K, asked before anything of that size is made.</summary>
    /// <param name="rows">n.</param>
    /// <param name="parameters">How many numbers the model has.</param>
    /// <param name="more">How many it keeps beside these.</param>
    internal Validation<EmError, Unit> Bears(int rows, Int128 parameters, Int128 more = default) =>
        Components > rows ? new EmError.TooManyComponents(Components, rows)
        : NumbersOfParameter * parameters + more is var numbers && numbers > Limit
            ? new EmError.OverLimit($"the numbers that {Components} components keep", (double)numbers, Limit)
        : Prelude.unit;
}

/// <summary>A model with its data, and what it offers beyond E and M; parameters are the flat vector of its chart.</summary>
/// <param name="Problem">The model with its data.</param>
/// <param name="Rows">n.</param>
/// <param name="Starts">Where it may start, the default first.</param>
/// <param name="Narrative">Makes what it adds to the story that explains a run.</param>
public sealed record OpenedModel(Problem<Vector> Problem, int Rows, Arr<StartEntry> Starts, Func<Narrative> Narrative)
{
    /// <summary>The columns that were read, where they are columns of numbers: what index j stands for.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>The symbols of sequences, in the order of the chart.</summary>
    public Arr<string> Symbols { get; init; } = Arr<string>.Empty;

    /// <summary>n as criteria count it: the weight of the rows that count, the number of rows unless a model says otherwise.</summary>
    public double Size { get; init; } = Rows;

    /// <summary>The components of rows, where they are known.</summary>
    public RowLabels Known { get; init; } = RowLabels.None;

    /// <summary>ln p(θ) of the model's prior, where it has one: what the objective has beside the log-likelihood.</summary>
    public Func<SavedModel, double> LogPrior { get; init; } = _ => 0;

    /// <summary>A fitted model of this kind on these rows, where the model has components.</summary>
    public Option<Func<SavedModel, AppliedModel>> Apply { get; init; }

    /// <summary>Σᵢ wᵢ times the entropy of row i's responsibilities, in nats; nothing of a row whose component is known.</summary>
    /// <param name="saved">The fitted model.</param>
    public double Entropy(SavedModel saved) => Sum(saved, row => row.Entropy);

    /// <summary>The same of rows given whole to their likeliest components: −Σᵢ wᵢ ln maxₖ rᵢₖ.</summary>
    /// <param name="saved">The fitted model.</param>
    public double HardEntropy(SavedModel saved) => Sum(saved, row => row.HardEntropy);

    double Sum(SavedModel saved, Func<RowPosterior, double> of) =>
        Apply
            .Map(apply => apply(saved))
            .Map(applied =>
                Enumerable
                    .Range(0, applied.Rows)
                    .Where(i => Known[i] < 0 && applied.Weight(i) > 0)
                    .Sum(i => applied.Weight(i) * of(applied.Row(i)))
            )
            .IfNone(0);

    /// <summary>What each component is called, where rows have labels by name.</summary>
    public Arr<string> LabelNames => Known.Names;

    /// <summary>What the indices of a group of parameters count.</summary>
    public Func<string, Arr<ParameterAxis>> Axes { get; init; } = _ => Arr.create(ParameterAxis.Component);

    /// <summary>What the second index of a group of parameters counts, by name; the columns if null.</summary>
    public Func<string, Arr<string>>? Indexed { get; init; }

    /// <summary>From where a start that is given in part is completed, where components can be told apart.</summary>
    public Option<AlikeStart> Alike { get; init; }

    /// <summary>What the model says of labels of rows, where it has components to label.</summary>
    public Option<Labelling> Labels { get; init; }

    /// <summary>Makes what it looks like over these rows, where it has a shape to be drawn.</summary>
    public Func<Option<ModelShape>> Shape { get; init; } = () => Option<ModelShape>.None;

    /// <summary>How missing numbers are filled in, where the model offers it.</summary>
    public Option<Imputer> Imputer { get; init; }

    /// <summary>The same with its blocks gone through in a way: the same bits.</summary>
    /// <param name="way">The way, such as threads.</param>
    public OpenedModel On(Sharding.IBlocks way) =>
        this with
        {
            Problem = Problem.On(way),
            Succeed = seed => Succeed(seed).Map(succeed => succeed.On(way)),
        };

    /// <summary>What takes the place of a run that failed, given the seed of what is random.</summary>
    public Func<Seed, Option<Succeed<Vector>>> Succeed { get; init; } = _ => Option<Succeed<Vector>>.None;
}

/// <summary>Fills in what is missing of a row.</summary>
/// <param name="Expect">Given θ and a row: conditional means and standard deviations.</param>
/// <param name="Draw">Given θ, a row and a seed: a draw from the conditional distribution.</param>
public sealed record Imputer(Func<Vector, int, GaussianMixture.ImputedRow> Expect, Func<Vector, int, Seed, Vector> Draw);

/// <summary>A way to start.</summary>
/// <param name="Name">Its name: <c>quantiles</c>, <c>k-means++</c> …</param>
/// <param name="IsDrawn">Whether it depends on the seed.</param>
/// <param name="Draw">The start, or why there is none.</param>
public sealed record StartEntry(string Name, bool IsDrawn, Func<Seed, Either<EmError, Vector>> Draw)
{
    /// <summary>A start that needs no randomness.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="start">The start.</param>
    public static StartEntry Fixed(string name, Vector start) => new(name, IsDrawn: false, _ => start);

    /// <summary>A start that depends on the seed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="draw">Draws it; of several faults the first counts.</param>
    internal static StartEntry Drawn(string name, Func<Seed, Validation<EmError, Vector>> draw) =>
        new(name, IsDrawn: true, seed => draw(seed).ToEither().MapLeft(faults => faults.Head));
}

/// <summary>The components of a mixture as labels of its rows.</summary>
/// <param name="Components">K.</param>
/// <param name="Responsibilities">Of the components for a row, at θ.</param>
/// <param name="FromLabels">θ as it would be estimated if each row's component were known, or why labels cannot give it.</param>
public sealed record Labelling(
    int Components,
    Func<Vector, int, Vector> Responsibilities,
    Func<Arr<int>, Either<EmError, Vector>> FromLabels
)
{
    /// <summary>The groups of numbers that all components share.</summary>
    public Arr<string> Shared { get; init; } = Arr<string>.Empty;

    /// <summary>θ as the M-step makes it from responsibilities [n×K, row by row], where the model offers it.</summary>
    public Option<Func<Vector, Either<EmError, Vector>>> FromResponsibilities { get; init; }
}
