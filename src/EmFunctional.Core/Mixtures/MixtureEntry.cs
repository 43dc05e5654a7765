using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>Mixtures as code that knows no model meets them.</summary>
static class MixtureEntry
{
    static readonly ModelOptionEntry _family = new(
        "family",
        "",
        Arr<string>.Empty,
        "the family of a component with its columns, such as poisson(visits) or normal(height) * categorical(colour)"
    )
    {
        IsText = true,
    };

    static ModelReading BlocksOrMemory { get; } =
        new()
        {
            TakesBlocks = true,
            StartsFromSome = true,
            TakesHolesInBlocks = true,
        };

    /// <summary>The mixture of any family of a catalogue.</summary>
    /// <param name="families">The families.</param>
    public static ModelEntry Of(Arr<FamilyEntry> families)
    {
        Validation<EmError, FamilyExpression> Parsed(ModelSettings settings) => FamilyExpression.Parse(settings["family"], families);
        var kind = new Kind(
            settings => Parsed(settings).Bind(FamilyReader.Of),
            (settings, table, chosen) => Parsed(settings).Bind(expression => FamilyReader.Read(expression, table, chosen))
        )
        {
            ColumnsOf = settings => Parsed(settings).Map(expression => expression.Columns),
            ForBlocks = (settings, chosen) => Parsed(settings).Match(read => FamilyBlocks.Chosen(read, chosen), _ => chosen),
            InBlocks = (settings, rows) =>
                Parsed(settings).Bind(read => FamilyBlocks.Read(read, rows)).Bind(read => MixtureData.Of(read.Family, read.Rows)),
        };
        const string Summary = "rows of any kind: each column of a family of its own, in one of several components";
        return Of("mixture", Summary, Mixing.Estimated, Arr.create(_family), Arr.create(ModelOptionEntry.Tie), kind) with
        {
            CanImpute = true,
            Reading = BlocksOrMemory,
        };
    }

    /// <summary>The mixture of one family of one column, under a name of its own.</summary>
    /// <param name="standard">The family.</param>
    /// <param name="summary">What the mixture is, in a sentence.</param>
    /// <param name="options">The options of the family.</param>
    /// <param name="chosen">The family that options ask for; the given one if null.</param>
    public static ModelEntry Of(
        Family standard,
        string summary,
        Arr<ModelOptionEntry> options = default,
        Func<ModelSettings, Family>? chosen = null
    )
    {
        var family = chosen ?? (_ => standard);
        var kind = new Kind(
            settings => family(settings),
            (settings, table, columns) =>
                NumberTable.ReadColumn(table, columns, standard.Shape.Columns[0].Domain).Map(read => new FamilyRows(family(settings), read))
        )
        {
            InBlocks = (settings, rows) => rows.One().Bind(one => MixtureData.Of(family(settings), one)),
        };
        return Of(standard, summary, options.IsEmpty ? Arr<ModelOptionEntry>.Empty : options, kind) with
        {
            CanImpute = standard.HasMoments && standard.Shape.Observation.IsNone,
            Reading = BlocksOrMemory with { HasOneColumn = true },
        };
    }

    /// <summary>The mixture of one family that reads its rows in its own way.</summary>
    /// <param name="standard">The family.</param>
    /// <param name="summary">What the mixture is, in a sentence.</param>
    /// <param name="read">Reads rows.</param>
    public static ModelEntry Of(Family standard, string summary, Func<Table, ColumnChoice, Validation<EmError, FamilyRows>> read) =>
        Of(standard, summary, Arr<ModelOptionEntry>.Empty, new Kind(_ => standard, (_, table, columns) => read(table, columns)));

    static ModelEntry Of(Family standard, string summary, Arr<ModelOptionEntry> options, Kind kind) =>
        Of(
            standard.Shape.Mixture.IfNone("mixture"),
            summary,
            standard.Shape.Mixing,
            options,
            standard.As<ICanTie>() is { } able
                ? Arr.create(
                    new ModelOptionEntry("tie", "", able.Tieable, "numbers that are the same for all components") { IsOptional = true }
                )
                : Arr<ModelOptionEntry>.Empty,
            kind
        );

    static ModelEntry Of(string name, string summary, Mixing mixing, Arr<ModelOptionEntry> options, Arr<ModelOptionEntry> tie, Kind kind) =>
        new(
            name,
            summary,
            Arr.create(ModelOptionEntry.Components, ModelOptionEntry.Mixing(mixing))
                .AddRange(options)
                .Add(ModelOptionEntry.Hold)
                .AddRange(tie),
            kind.Open,
            saved => kind.MixtureOf(saved.Settings).Map(mixture => mixture.Chart.OnFlat())
        )
        {
            Passes = kind.Passes,
            Count = kind.Count,
            Named = kind.ColumnsOf,
            ForBlocks = kind.ForBlocks,
            Stream = Prelude.Some<Func<SavedModel, Validation<EmError, TableStream>>>(kind.Stream),
            Use = new ModelUse(kind.Apply, kind.Sample) { Each = Prelude.Some<Func<SavedModel, PosteriorOfRow>>(kind.Each) },
        };

    // How settings give the family, and a table its rows.
    sealed record Kind(
        Func<ModelSettings, Validation<EmError, Family>> FamilyOf,
        Func<ModelSettings, Table, ColumnChoice, Validation<EmError, FamilyRows>> Read
    )
    {
        public Int128 Count(ModelSettings settings, int columns) =>
            FamilyOf(settings).Match(family => (1 + family.Shape.Count) * (Int128)settings.Components, _ => 1);

        public Validation<EmError, Mixture> MixtureOf(ModelSettings settings) =>
            FamilyOf(settings).Bind(family => MixtureOf(settings, family));

        static Validation<EmError, Mixture> MixtureOf(ModelSettings settings, Family family) =>
            from fixedParameters in settings.FixedParameters
            let tied = settings.Tied
            from mixture in Mixture.FaultOfTies(family, settings.Components, fixedParameters, tied).Case is EmError fault
                ? Prelude.Fail<EmError, Mixture>(fault)
                : Mixture.Of(family, settings.Components, settings.Mixing, fixedParameters, tied)
            select mixture;

        // A saved model was checked when it was read.
        Family SavedFamily(SavedModel saved) =>
            FamilyOf(saved.Settings).Match(family => family, faults => throw new ArgumentException(faults.Head.ToString(), nameof(saved)));

        static MixtureParameters ParametersOf(SavedModel saved, Family family) =>
            MixtureChart.FromFlat(family.Shape, saved.Settings.Components, saved.Parameters);

        public Validation<EmError, AppliedModel> Apply(SavedModel saved, Table table, ColumnChoice chosen) =>
            Read(saved.Settings, table, chosen)
                .Bind(read =>
                {
                    var fitted = new FittedFamily(read.Family, ParametersOf(saved, read.Family));
                    return AppliedModel
                        .Of(read.Rows, x => fitted.Posterior(x.Span), x => read.Family.Observes(x.Span))
                        .Map(applied =>
                            applied with
                            {
                                Imputer = CanImpute(read.Family) ? fitted.Imputer(read.Rows) : Option<Imputer>.None,
                            }
                        );
                });

        // Not of what is known of some rows only: a run that goes on has others.
        public Validation<EmError, TableStream> Stream(SavedModel saved) =>
            MixtureOf(saved.Settings)
                .Map(mixture => TableStream.Of(mixture, (table, chosen) => Read(saved.Settings, table, chosen).Bind(MixtureData.OfPart)));

        // A coin says nothing of how often it is flipped: rows that are drawn have as many flips as each other.
        static Option<EmError> FaultOfDraws(Family family, MixtureData data) =>
            family.Shape.FaultOfDraws.IsSome ? family.Shape.FaultOfDraws
            : family.Shape.Observation.IsSome && data.Counted.Any(i => data.Row(i).Sum() != Coin.FlipsPerRow)
                ? new EmError.CannotDo(family.Shape.Text, $"draw rows like these: it draws {Coin.FlipsPerRow} flips a row")
            : Option<EmError>.None;

        static bool CanImpute(Family family) => family.HasMoments && family.Shape.Observation.IsNone;

        public PosteriorOfRow Each(SavedModel saved)
        {
            var family = SavedFamily(saved);
            return new FittedFamily(family, ParametersOf(saved, family)).Posterior;
        }

        public Either<EmError, DrawnRows> Sample(SavedModel saved, Seed seed, int rows)
        {
            var family = SavedFamily(saved);
            if (family.Shape.FaultOfDraws.Case is EmError fault)
                return fault;
            return Mixture
                .Of(family, saved.Settings.Components)
                .Sample(ParametersOf(saved, family), seed, rows, family.Shape.Observation.IsNone ? saved.Columns : Arr<string>.Empty);
        }

        // The columns that settings name, where they do.
        public Func<ModelSettings, Validation<EmError, Arr<string>>> ColumnsOf { get; init; } = _ => Arr<string>.Empty;

        // What is chosen where rows are not in memory, with the columns that settings name.
        public Func<ModelSettings, ColumnChoice, ColumnChoice> ForBlocks { get; init; } = (_, chosen) => chosen;

        // Rows that are not in memory, where the model can do with them.
        public Func<ModelSettings, NumberBlocks, Validation<EmError, MixtureData>> InBlocks { get; init; } =
            (_, _) => new EmError.CannotDo("this model", "read rows that are not in memory");

        Validation<EmError, MixtureData> DataOf(ModelRequest request) =>
            request.Table.Blocks is { } blocks
                ? NumberBlocks.Read(request.Table, blocks, request.Chosen).Bind(rows => InBlocks(request, rows))
                : Read(request, request.Table, request.Chosen).Bind(MixtureData.Of);

        Validation<EmError, Unit> Agree(ModelRequest request) =>
            ColumnsOf(request).Bind(named => FamilyReader.Agree(named, request.Chosen.Columns));

        public Validation<EmError, OpenedModel> Open(ModelRequest request) =>
            from agreed in Agree(request)
            from data in DataOf(request)
            from borne in request.Bears(
                data.Rows,
                (1 + data.Family.Shape.Count) * (Int128)request.Components,
                data.Labels.CountOfOrder(request.Components)
            )
            from mixture in MixtureOf(request, data.Family)
            from opened in Open(mixture, data)
            select opened;

        public Validation<EmError, Problem<Vector>> Passes(ModelRequest request) =>
            from data in DataOf(request)
            from mixture in MixtureOf(request, data.Family)
            from problem in Problem.OfPart(mixture, data.ForPasses).ToValidation()
            select problem.OnChart();

        Validation<EmError, OpenedModel> Open(Mixture mixture, MixtureData data)
        {
            var (name, fixedParameters) = (mixture.Name.Name, mixture.FixedParameters);
            var free = MixtureChart.Of(mixture.Family.Shape, mixture.Components, mixture.Mixing, FixedParameters.None, Arr<string>.Empty);
            Validation<EmError, Vector> Held(MixtureParameters start) => fixedParameters.On(name, mixture.Mixing, free, free.ToFlat(start));
            OpenedMixture OpenedOn(MixtureData rows) => new(mixture, rows, labels => mixture.FromLabels(rows, labels).Map(free.ToFlat));
            var (opened, near) = (OpenedOn(data), OpenedOn(data.Sample));
            return from start in Held(mixture.Start(data))
                from problem in Problem.Of(mixture, data).ToValidation()
                select new OpenedModel(
                    problem.OnChart(),
                    opened.Rows with
                    {
                        CanImpute = CanImpute(mixture.Family),
                        FaultOfDraws = FaultOfDraws(mixture.Family, data),
                    },
                    new(
                        Arr.create(
                            StartEntry.Fixed("quantiles", start),
                            StartEntry.Drawn(Starts.OfQuantiles, seed => Held(mixture.Start(data, seed))),
                            Starts.RandomLabels(
                                near.Labels,
                                data.Sample.Rows,
                                flat =>
                                    fixedParameters.Apply(
                                        free.Names,
                                        free.ToFlat(mixture.Tie(opened.ParametersOf(flat, mixture.Components)))
                                    )
                            ),
                            StartEntry.Drawn("k-means++", seed => mixture.StartPlusPlus(data, seed).ToValidation().Bind(Held)),
                            StartEntry.Drawn(
                                "random-responsibilities",
                                seed => mixture.StartResponsibilities(data, seed).ToValidation().Bind(Held)
                            )
                        )
                    )
                    {
                        Alike = new AlikeStart(
                            mixture.Family.Shape.Parameters.Map(parameter => parameter.Name),
                            () => mixture.Alike(data).Match(alike => fixedParameters.Apply(free.Names, free.ToFlat(alike)), () => start)
                        ),
                    },
                    new(() => opened.Story.Narrative()) { Shape = opened.Shape }
                )
                {
                    Terms = new()
                    {
                        Component = MixtureStory.WordsOf(mixture.Family, data).Component,
                        Columns = mixture.Family.Shape.Observation.IsNone ? data.Names : Arr<string>.Empty,
                        Indexed = name =>
                            mixture.Family.Shape.Parameters.Find(p => p.Name == name).Map(p => p.Levels).IfNone(Arr<string>.Empty),
                    },
                };
        }
    }
}
