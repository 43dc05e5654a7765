using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>
/// A mixture of K components of a family: p(x) = Σₖ πₖ f(x | θₖ). Source: McLachlan, Peel (2000), Finite Mixture Models, §2.8; Dempster, Laird,
/// Rubin (1977), §4.3.
/// </summary>
public sealed record Mixture : EmModel<MixtureData, MixtureParameters, Vector>
{
    Mixture(Family family, int components, Mixing mixing, FixedParameters fixedParameters, Arr<string> tied, Ties ties, Maximiser maximiser)
        : base(
            ModelName.Of(
                family.Shape.Mixture.IfNone("mixture"),
                fixedParameters,
                [
                    new ModelOption("components", $"{components}"),
                    new("mixing", mixing.ToText()),
                    .. family.Shape.Options,
                    .. family.Shape.Mixture.IsSome ? [] : new[] { new ModelOption("family", family.Shape.Text) },
                    .. tied.IsEmpty ? [] : new[] { new ModelOption("tie", string.Join(",", tied)) },
                ]
            ),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(family.Shape, data, components),
            EStep: (data, at) => MixtureExpectation.Prepare(family, data, at),
            MStep: maximiser.Maximise,
            Modelling.Statistics.Vector,
            LogPrior: _ => 0,
            MixtureChart.Of(family.Shape, components, mixing, fixedParameters, tied),
            family.Shape.IsMonotone
        )
    {
        (Family, Components, Mixing, FixedParameters, _ties, _maximiser) = (family, components, mixing, fixedParameters, ties, maximiser);
        DataDiagnostics = data => Diagnostic.Unobserved.Of(data.Unobserved);
        WeightUnit = data => data.Weights.Least;
        Describe = data => data.Description;
        Hashes = data => data.Hashes;
        Known = data => data.Known;
        Portion = data => PortionOf(family.Shape, data, components);
        Carry = maximiser.Carry;
    }

    readonly Maximiser _maximiser;
    readonly Ties _ties;

    /// <summary>The family.</summary>
    public Family Family { get; }

    /// <summary>K.</summary>
    public int Components { get; }

    /// <summary>What is done with the mixing weights.</summary>
    public Mixing Mixing { get; }

    /// <summary>The numbers that are held.</summary>
    public FixedParameters FixedParameters { get; }

    /// <summary>The groups that are the same in all components.</summary>
    public Arr<string> Tied => _ties.Groups;

    /// <summary>A mixture of a family.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="mixing">What is done with the mixing weights; what the family says if null.</param>
    /// <param name="fixedParameters">Numbers that are held, such as <c>FixedParameters.At("theta[0]", 0.5)</c>; nothing if null.</param>
    /// <param name="tied">Groups that are the same in all components.</param>
    /// <param name="family">The family, where its default value is not it.</param>
    /// <exception cref="ArgumentException">K is below 1, or a group cannot be tied, or is held and tied at once.</exception>
    /// <example>
    /// <code><![CDATA[
    /// var waits = MixtureData.Of<Normal>([54, 51, 58, 79, 81, 77, 84, 52, 80]).OrThrow();
    /// var mixture = Mixture.Of<Normal>(2, tied: ["standardDeviation"]);
    /// var fit = Em.Fit(mixture, waits, mixture.Start(waits)).OrThrow();
    /// Console.WriteLine(fit.State.Parameters["mean"].Map(mean => Math.Round(mean, 3))); // prints: [53.75, 80.2]
    /// ]]></code>
    /// </example>
    public static Mixture Of<TFamily>(
        int components,
        Mixing? mixing = null,
        FixedParameters? fixedParameters = null,
        IReadOnlyList<string>? tied = null,
        TFamily family = default
    )
        where TFamily : struct, IFamily<TFamily> => Of(Family.Of(family), components, mixing, fixedParameters, tied);

    /// <summary>The same of a family that is known when the program runs.</summary>
    /// <param name="family">The family.</param>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="mixing">What is done with the mixing weights; what the family says if null.</param>
    /// <param name="fixedParameters">Numbers that are held; nothing if null.</param>
    /// <param name="tied">Groups that are the same in all components.</param>
    /// <exception cref="ArgumentException">K is below 1, or a group cannot be tied, or is held and tied at once.</exception>
    public static Mixture Of(
        Family family,
        int components,
        Mixing? mixing = null,
        FixedParameters? fixedParameters = null,
        IReadOnlyList<string>? tied = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var (held, asked) = (fixedParameters ?? FixedParameters.None, Prelude.toArray(tied ?? []));
        if (FaultOfTies(family, components, held, asked).Case is EmError.CannotDo fault)
            throw new ArgumentException($"{fault.Model} cannot {fault.Deed}", nameof(tied));
        var (chosen, ties) = (mixing ?? family.Shape.Mixing, new Ties(family, asked.Append(family.Shape.Shared)));
        return new(family, components, chosen, held, asked, ties, new(family, components, chosen, held, ties));
    }

    // Numbers that were checked for another family may be none of this one.
    static void Suits(FamilyShape shape, MixtureData data)
    {
        var own = data.Family.Shape;
        Sizes.Equal("columns of the data", own.Width, $"columns of {shape.Text}", shape.Width, nameof(data));
        if (!own.Columns.Map(column => column.Domain.Name).SequenceEqual(shape.Columns.Map(column => column.Domain.Name)))
            throw new ArgumentException(
                $"the data are of {own.Text}, and the model is of {shape.Text}: make them of one family",
                nameof(data)
            );
    }

    /// <summary>Why groups cannot be tied, if they cannot.</summary>
    internal static Option<EmError> FaultOfTies(Family family, int components, FixedParameters fixedParameters, Arr<string> tied)
    {
        var (shape, name) = (family.Shape, family.Shape.Mixture.IfNone(family.Shape.Text));
        return Ties.Fault(name, family, components, fixedParameters, tied)
            || ThetaChart
                .PartlyHeld(shape, components, fixedParameters)
                .Map(EmError (group) => new EmError.CannotDo(name, $"hold a part of the {group} of a component; hold all of its numbers"));
    }

    static Either<EmError, int> PortionOf(FamilyShape shape, MixtureData data, int components)
    {
        Suits(shape, data);
        return data.Labels.Within(components).Map(_ => MixtureExpectation.BlocksOf(data));
    }

    static Either<EmError, int> BlocksOf(FamilyShape shape, MixtureData data, int components)
    {
        var counted = data.Weights.Counted(data.Rows);
        return from different in shape.NeedsVariety ? data.DistinctUpTo(components) : components
            from borne in different < components ? new EmError.TooManyComponents(components, different, "distinct values")
            : counted < components ? new EmError.TooManyComponents(components, counted)
            : Prelude.Right<EmError, Unit>(Prelude.unit)
            from blocks in PortionOf(shape, data, components)
            select blocks;
    }

    /// <summary>Parameters from groups of numbers, such as <c>("rate", [1, 2.5])</c>; equal mixing weights unless they are given.</summary>
    /// <param name="groups">The groups.</param>
    /// <returns>The parameters to start from; or the groups that are missing, unknown or of another length, or all values outside their domain.</returns>
    public Validation<EmError, MixtureParameters> At(params (string Group, Vector Values)[] groups)
    {
        var given = groups.ToSeq();
        if (!given.Exists(g => g.Group == MixingExtensions.Group))
            given = given.Add((MixingExtensions.Group, Vector.Of(Components, _ => 1.0 / Components)));
        var missing = Family
            .Shape.Parameters.Filter(parameter => !given.Exists(g => g.Group == parameter.Name))
            .Map(EmError (parameter) => new EmError.WrongLength(parameter.Name, Components * parameter.Count, 0))
            .ToSeq();
        return missing.IsEmpty ? ParameterGroups.Join(Chart.Names, given, Vector.Empty).Bind(Chart.StartFromFlat) : missing;
    }

    /// <summary>The closed form if each row's component were known: of each component the M-step over its own rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labels">The component of each row, from 0 [n].</param>
    /// <returns>The parameters; <see cref="EmError.Degenerate"/> of a component that has no rows, or collapses.</returns>
    public Either<EmError, MixtureParameters> FromLabels(MixtureData data, IReadOnlyList<int> labels)
    {
        if (RowLabels.Fault(labels, data.Rows, Components).Case is EmError fault)
            return fault;
        var (p, mass, thetas) = (Family.Shape.Count, new double[Components], new double[Components * Family.Shape.Count]);
        for (var k = 0; k < Components; k++)
        {
            var own = data.Counted.Where(i => labels[i] == k).ToArray();
            mass[k] = own.Sum(i => data.Weights[i]);
            if (own.Length == 0)
                return new EmError.Degenerate(k, 0, 0);
            if (Fits.Fit(Family, data, own, thetas.AsSpan(k * p, p)) is { } width)
                return new EmError.Degenerate(k, mass[k], width);
        }
        return Shared(Mixing.Maximise(Vector.Create(mass), Vector.Of(Components, _ => 1.0 / Components), new bool[Components]), thetas);
    }

    /// <summary>Responsibilities, hard label, log-density and outlier score of a row.</summary>
    /// <param name="at">π, θ.</param>
    /// <param name="row">x, NaN where a number is missing [d].</param>
    /// <exception cref="ArgumentException">The row has another length, a number is outside its domain, or θ is of another family.</exception>
    public RowPosterior Posterior(MixtureParameters at, ReadOnlySpan<double> row) => new FittedFamily(Family, at).Posterior(row);

    /// <summary>Rows drawn from the mixture; the i-th depends on nothing but the seed and i.</summary>
    /// <param name="at">π, θ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">What the columns are called [d]; as the family calls them if none are named.</param>
    /// <exception cref="ArgumentException">The family has covariates, and says nothing of how they come about.</exception>
    public DrawnRows Sample(MixtureParameters at, Seed seed, int rows, IReadOnlyList<string>? columns = null)
    {
        var names = columns is null or [] ? Family.Shape.Columns.Map(column => column.Name) : Prelude.toArray(columns);
        Sizes.Equal("names of columns", names.Count, "columns of the model", Family.Shape.Width, nameof(columns));
        if (Family.Shape.FaultOfDraws.Case is EmError.CannotDo fault)
            throw new ArgumentException($"{fault.Model} cannot {fault.Deed}", nameof(at));
        return new FittedFamily(Family, at).Sample(names, seed, rows) with { Levels = Family.Shape.Columns.Map(column => column.Levels) };
    }

    /// <summary>A start that needs no randomness: of the family's own making, or its components fitted to groups of the sorted rows.</summary>
    /// <param name="data">The rows.</param>
    public MixtureParameters Start(MixtureData data) => Start(data, Cuts.Even(Components));

    /// <summary>The same of groups whose sizes are drawn.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="seed">What is drawn.</param>
    public MixtureParameters Start(MixtureData data, Seed seed) => Start(data, Cuts.Drawn(Components, seed));

    MixtureParameters Start(MixtureData data, Cuts cuts)
    {
        var near = data.Sample;
        var thetas = Family.As<IHasStart>() is { } own ? own.Start(near, cuts) : Fits.OfGroups(Family, near, cuts);
        return Tie(Ordered(near, Untied(thetas)));
    }

    /// <summary>A start about rows that are drawn, as k-means++ does, but with the family's own loss of fit for a squared distance.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The parameters; <see cref="EmError.Degenerate"/> where even all rows together have no fit.</returns>
    public Either<EmError, MixtureParameters> StartPlusPlus(MixtureData data, Seed seed) =>
        DrawnStarts.PlusPlus(Family, data.Sample, Components, seed).Map(thetas => Tie(Ordered(data.Sample, Untied(thetas))));

    /// <summary>A start by one M-step after responsibilities that are drawn for each row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The parameters; <see cref="EmError.Degenerate"/> where a component has no fit.</returns>
    public Either<EmError, MixtureParameters> StartResponsibilities(MixtureData data, Seed seed)
    {
        var near = data.Sample;
        var alike = Untied([.. Enumerable.Repeat(Fits.OfGroups(Family, near, Cuts.Even(1)), Components).SelectMany(theta => theta)]);
        var expected = DrawnStarts.Responsibilities(Family, near, alike.ByComponent(), Components, seed);
        return _maximiser.Maximise(alike, expected).Map(proposal => proposal.Parameters);
    }

    MixtureParameters Ordered(MixtureData data, MixtureParameters start) =>
        start.Reordered(data.Labels.Order(Components, i => Posterior(start, data.Row(i).Span).Responsibilities));

    /// <summary>Components that are all alike, each fitted to all rows; none where a family's own start has no such.</summary>
    internal Option<MixtureParameters> Alike(MixtureData data) =>
        Family.As<IHasStart>() is { } own
            ? Prelude.Optional(own.Alike(data.Sample, Components)).Map(Untied)
            : Untied([.. Enumerable.Repeat(Fits.OfGroups(Family, data.Sample, Cuts.Even(1)), Components).SelectMany(theta => theta)]);

    MixtureParameters Untied(double[] thetas) => Shared(Vector.Of(Components, _ => 1.0 / Components), thetas);

    // What stands once for all components is made of what each has.
    MixtureParameters Shared(Vector weights, double[] thetas)
    {
        foreach (var group in Family.Shape.Shared)
            Family.As<ICanTie>()!.TieStart(group, weights, thetas);
        return MixtureParameters.OfComponents(Family.Shape, weights, thetas);
    }

    /// <summary>The same with what is tied made equal.</summary>
    internal MixtureParameters Tie(MixtureParameters at) => at.With(_ties.Start(at.MixingWeights, at.Thetas));
}
