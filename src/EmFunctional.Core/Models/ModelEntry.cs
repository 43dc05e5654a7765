using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
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
    /// <summary>Reads the data and builds the model; an error of the rows says which table they are in.</summary>
    public Func<ModelRequest, Validation<EmError, OpenedModel>> Open { get; init; } =
        request => Open(request).MapFail(error => error.In(request.Table.Source));

    /// <summary>
    /// Reads the data for passes over them alone: nothing is kept that only a start needs, and whether they can bear the model is not asked. Null where
    /// <see cref="Open"/> does.
    /// </summary>
    public Func<ModelRequest, Validation<EmError, Problem<Vector>>>? Passes { get; init; }

    /// <summary>The data for passes over them.</summary>
    /// <param name="request">What is opened.</param>
    public Validation<EmError, Problem<Vector>> OpenForPasses(ModelRequest request) =>
        Passes is { } passes ? passes(request) : Open(request).Map(opened => opened.Problem);

    /// <summary>What can be done with it once it is fitted.</summary>
    public Option<ModelUse> Use { get; init; }

    /// <summary>Makes it ready to learn rows of a table as they come, given θ₀ as a model that could be saved; nothing where it learns no single rows.</summary>
    public Option<Func<SavedModel, Validation<EmError, TableStream>>> Stream { get; init; }

    /// <summary>Whether missing numbers of rows are filled in; of a model of any family, where the family has a mean.</summary>
    public bool CanImpute { get; init; }

    /// <summary>What data it reads.</summary>
    public ModelReading Reading { get; init; } = ModelReading.OfRows;

    /// <summary>The columns that its options name, where they name some.</summary>
    public Func<ModelSettings, Validation<EmError, Arr<string>>> Named { get; init; } = _ => Arr<string>.Empty;

    /// <summary>What is chosen of a table whose rows are not kept in memory, with the columns that options name, and which of them are texts.</summary>
    public Func<ModelSettings, ColumnChoice, ColumnChoice> ForBlocks { get; init; } = (_, chosen) => chosen;

    /// <summary>What was asked for of the data, if it is of a kind that the model knows.</summary>
    /// <param name="chosen">The choice.</param>
    public Validation<EmError, ColumnChoice> Fit(ColumnChoice chosen) => Reading.Fit(Name, chosen);

    /// <summary>A saved model of this kind with a value for each option, if its shape and numbers are those of such a model.</summary>
    /// <param name="saved">The saved model.</param>
    public Validation<EmError, SavedModel> Check(SavedModel saved) =>
        from columns in Reading.HasOneColumn ? new ColumnChoice { Columns = saved.Columns }.Column : Option<string>.None
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

    /// <summary>How many numbers of a saved model of this kind were free, by its options.</summary>
    /// <param name="saved">The saved model.</param>
    public Option<int> DegreesOfFreedomOf(SavedModel saved) => Check(saved).Bind(ChartOf).ToOption().Map(chart => chart.DegreesOfFreedom);

    /// <summary>The options with a value for each: the given one or the default.</summary>
    /// <param name="given">What was asked for.</param>
    /// <returns>The options, or those that the model lacks and values that they do not take.</returns>
    public Validation<EmError, Arr<ModelOption>> Resolve(params IEnumerable<ModelOption> given)
    {
        var asked = Prelude.toSeq(given);
        Arr<string> names = Options.Select(option => option.Name).ToArray();
        var errors = asked
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
            .Select(option => asked.Find(g => g.Name == option.Name).IfNone(() => new ModelOption(option.Name, option.Default)))
            .ToArray();
        return resolved;
    }
}

/// <summary>What data a model reads.</summary>
public sealed record ModelReading
{
    /// <summary>Rows, each with a hidden part.</summary>
    public static ModelReading OfRows { get; } = new();

    /// <summary>Whether rows may have holes and labels: whether it is of rows that have a hidden part each.</summary>
    public bool HasLatentRows { get; init; } = true;

    /// <summary>Whether its rows may belong to sequences.</summary>
    public bool HasSequences { get; init; }

    /// <summary>Whether it reads one column, so that what another table calls it does not matter.</summary>
    public bool HasOneColumn { get; init; }

    /// <summary>Whether rows need not be in memory: whether it reads <see cref="Table.Blocks"/>.</summary>
    public bool TakesBlocks { get; init; }

    /// <summary>
    /// Whether a start of very many rows in blocks is made of some of them, so that blocks are taken only where somebody asks for them or memory does not
    /// suffice.
    /// </summary>
    public bool StartsFromSome { get; init; }

    /// <summary>Whether numbers of rows in blocks may be missing.</summary>
    public bool TakesHolesInBlocks { get; init; }

    internal Validation<EmError, ColumnChoice> Fit(string model, ColumnChoice chosen) =>
        !HasLatentRows && chosen.Labels.IsSome ? new EmError.CannotDo(model, "have labels of rows")
        : !HasLatentRows && !chosen.Missing.IsEmpty ? new EmError.CannotDo(model, "have missing numbers")
        : !HasSequences && chosen.Sequence.IsSome ? new EmError.CannotDo(model, "have sequences of rows")
        : chosen;
}
