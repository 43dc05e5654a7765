using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>Hidden Markov models as code that knows no model meets them.</summary>
sealed class HiddenMarkovEntry
{
    const string Emission = "emission";

    static readonly ModelOptionEntry _emission = new(
        Emission,
        "categorical",
        Arr<string>.Empty,
        "what a state shows: categorical, one of the symbols in the data, or a family with its columns, such as normal(x) or normal(x) * poisson(n)"
    )
    {
        IsText = true,
    };

    readonly Arr<FamilyEntry> _families;

    HiddenMarkovEntry(Arr<FamilyEntry> families) => _families = families;

    /// <summary>The hidden Markov model over any family of a catalogue.</summary>
    /// <param name="families">The families.</param>
    public static ModelEntry Of(Arr<FamilyEntry> families)
    {
        var own = new HiddenMarkovEntry(families);
        return new(
            HiddenMarkov.Called,
            "sequences made by states that nobody saw, of symbols or rows of any family: a hidden Markov model (Baum-Welch)",
            Arr.create(ModelOptionEntry.Components, _emission, ModelOptionEntry.Hold),
            own.Open,
            saved => own.ModelOf(saved).Map(model => model.Chart.OnFlat())
        )
        {
            Count = own.Count,
            Reading = new() { HasSequences = true },
            Use = new ModelUse(own.Apply, own.Sample)
            {
                DrawSequences = Prelude.Some<Func<SavedModel, Seed, SequenceDraw, Either<EmError, DrawnRows>>>(own.Sample),
            },
        };
    }

    Validation<EmError, FamilyExpression> Expression(ModelSettings settings) =>
        FamilyExpression.Parse(settings[Emission], _families, Emission);

    // The symbols stand beside a saved model; other families are written out in its options.
    static Validation<EmError, Family> FamilyOf(FamilyExpression expression, Arr<string> symbols) =>
        SequenceReader.AreSymbols(expression) ? Emissions.Of(symbols.IsEmpty ? Arr.create("0") : symbols) : FamilyReader.Of(expression);

    Int128 Count(ModelSettings settings, int names) =>
        Expression(settings)
            .Bind(expression =>
                SequenceReader.AreSymbols(expression)
                    ? Prelude.Success<EmError, Family>(Emissions.Numbered(Math.Max(1, names)))
                    : FamilyReader.Of(expression)
            )
            .Match(family => HiddenMarkovChart.Count(family.Shape, settings.Components), _ => 1);

    Validation<EmError, HiddenMarkov> ModelOf(SavedModel saved) =>
        from expression in Expression(saved.Settings)
        from family in FamilyOf(expression, saved.Symbols)
        from model in ModelOf(saved.Settings, family)
        select model;

    static Validation<EmError, HiddenMarkov> ModelOf(ModelSettings settings, Family family) =>
        settings.FixedParameters.Bind(fixedParameters =>
            HiddenMarkov.FaultOfFixed(family, settings.Components, fixedParameters).Case is EmError fault
                ? Prelude.Fail<EmError, HiddenMarkov>(fault)
                : HiddenMarkov.Of(family, settings.Components, fixedParameters)
        );

    // A saved model was checked when it was read.
    HiddenMarkov Sound(SavedModel saved) =>
        ModelOf(saved).Match(model => model, faults => throw new ArgumentException(faults.Head.ToString(), nameof(saved)));

    static HiddenMarkovParameters ParametersOf(SavedModel saved, Family family) =>
        HiddenMarkovChart.FromFlat(family, saved.Settings.Components, saved.Parameters);

    Validation<EmError, AppliedModel> Apply(SavedModel saved, Table table, ColumnChoice chosen) =>
        from expression in Expression(saved.Settings)
        from rows in SequenceReader.Read(expression, table, chosen, saved.Symbols, isToFit: false)
        from data in HiddenMarkovData.Create(rows)
        select HiddenMarkovUse.Apply(data, ParametersOf(saved, data.Family));

    Either<EmError, DrawnRows> Sample(SavedModel saved, Seed seed, int rows) => Sample(saved, seed, new SequenceDraw(1, rows));

    Either<EmError, DrawnRows> Sample(SavedModel saved, Seed seed, SequenceDraw asked) =>
        Sound(saved) is var model && model.Family.Shape.FaultOfDraws.Case is EmError fault ? fault
        : asked.From.Case is int from && (from < 0 || from >= model.States)
            ? new EmError.OutsideDomain("state", from, Domain.Labels(model.States))
        : HiddenMarkovUse.Sample(model.Family, ParametersOf(saved, model.Family), seed, asked);

    // Of the longest sequence what is likely at each place, forwards and by emission.
    Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        from expression in Expression(request)
        from agreed in FamilyReader.Agree(expression.Columns, request.Chosen.Columns)
        from rows in SequenceReader.Read(expression, request.Table, request.Chosen)
        from data in HiddenMarkovData.Create(rows)
        from borne in request.Bears(
            data.Observations,
            HiddenMarkovChart.Count(data.Family.Shape, request.Components),
            2 * (Int128)request.Components * Enumerable.Range(0, data.Count).Max(data.Length) + data.Labels.CountOfOrder(request.Components)
        )
        from model in ModelOf(request, data.Family)
        from opened in Open(model, data)
        select opened;

    static Validation<EmError, OpenedModel> Open(HiddenMarkov model, HiddenMarkovData data)
    {
        var free = HiddenMarkovChart.Of(model.Family, model.States, FixedParameters.None);
        HiddenMarkovParameters At(Vector flat) => HiddenMarkovChart.FromFlat(model.Family, model.States, flat);
        HiddenMarkovParameters Held(HiddenMarkovParameters at) =>
            model.FixedParameters.IsNone ? at : At(model.FixedParameters.Apply(free.Names, free.ToFlat(at)));
        var groups = Emissions.ShapeOf(model.Family).Parameters;
        return from problem in Problem.Of(model, data).ToValidation()
            from start in model.FixedParameters.On(HiddenMarkov.Called, Mixing.Estimated, free, free.ToFlat(model.Start(data)))
            select new OpenedModel(
                problem.OnChart(),
                new(data.Observations)
                {
                    Size = data.Observed,
                    Known = data.Labels,
                    Sequences = data.SequenceOfRows,
                    FaultOfDraws = model.Family.Shape.FaultOfDraws,
                    Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved =>
                        HiddenMarkovUse.Apply(data, ParametersOf(saved, data.Family))
                    ),
                },
                new(HiddenMarkovStart.Methods(problem, data, model.States, Held))
                {
                    Alike = new AlikeStart(
                        groups.Map(parameter => parameter.Name),
                        () => free.ToFlat(Held(HiddenMarkovStart.Alike(data, model.States)))
                    ),
                },
                new(() => HiddenMarkovExplanation.Narrative(data, model.States, At)) { Shape = () => HiddenMarkovShape.Of(data, At) }
            )
            {
                Terms = new()
                {
                    Columns = data.Symbols.IsEmpty ? data.Names : Arr<string>.Empty,
                    Symbols = data.Symbols,
                    Component = "state",
                    Axes = name =>
                        name switch
                        {
                            HiddenMarkovParameters.InitialGroup => Arr.create(ParameterAxis.Component),
                            HiddenMarkovParameters.TransitionGroup => Arr.create(ParameterAxis.Component, ParameterAxis.Component),
                            _ => data.Symbols.IsEmpty
                                ? Arr.create(ParameterAxis.Component)
                                : Arr.create(ParameterAxis.Component, ParameterAxis.Symbol),
                        },
                    Indexed = name => groups.Find(p => p.Name == name).Map(p => p.Levels).IfNone(Arr<string>.Empty),
                },
            };
    }
}
