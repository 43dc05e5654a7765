using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>A family as structures meet it, whatever its members are: rows go in by blocks, so that nothing is asked of it row by row.</summary>
public abstract class Family
{
    private protected Family(FamilyShape shape) => Shape = shape;

    /// <summary>Its name, parameters and columns.</summary>
    public FamilyShape Shape { get; }

    /// <summary>A family whose members are of a type.</summary>
    /// <param name="family">The family.</param>
    public static Family Of<TFamily>(TFamily family = default)
        where TFamily : struct, IFamily<TFamily> =>
        new Family<TFamily>(family, family.Shape.On(family.Shape.Columns.Map(column => column.Name)));

    /// <summary>The same on columns that are named: <c>Family.Of&lt;Normal&gt;("height")</c>.</summary>
    /// <param name="columns">What its columns are called [d].</param>
    public static Family Of<TFamily>(params string[] columns)
        where TFamily : struct, IFamily<TFamily> => Of<TFamily>().On(columns);

    /// <summary>The same on other columns.</summary>
    /// <param name="columns">What they are called [d].</param>
    public abstract Family On(Arr<string> columns);

    /// <summary>What the family has to say beyond the mathematics: <see cref="IHasStart"/>, <see cref="IHasWords"/> …; null where it does not.</summary>
    public abstract T? As<T>()
        where T : class;

    /// <summary>The family that is made from this one; none from a product.</summary>
    internal abstract Option<Family> Within(IFamilyMaker by);

    /// <summary>Whether a row says something of it.</summary>
    internal abstract bool Observes(ReadOnlySpan<double> x);

    /// <summary>Which number of a row is wrong beside the others, and what it must be.</summary>
    internal abstract Option<(int Column, Domain Expected)> Fault(ReadOnlySpan<double> row);

    /// <summary>Whether a row is gone through by itself, by a family that needs to see no other.</summary>
    internal bool IsOfEachRow => !Shape.IsFolded && !MustSee && Shape.Observation.IsNone && Shape.Columns.ForAll(c => c.Levels.IsEmpty);

    /// <summary>Whether it must see all rows before it can be fitted.</summary>
    internal abstract bool MustSee { get; }

    /// <summary>The same family, which knows all rows where it must.</summary>
    /// <param name="names">What the columns are called [d].</param>
    /// <param name="values">The rows [n×d].</param>
    internal abstract Either<EmError, Family> Seen(Arr<string> names, Vector values);

    /// <summary>By what rows can be sorted beside their values: how far each is above what one member for all of them expects [n], in some ways.</summary>
    internal abstract Arr<Vector> Residuals(Vector values, ReadOnlySpan<double> weights);

    /// <summary>Which numbers of θ the rows of a component do not determine.</summary>
    internal abstract Arr<int> Undetermined(Expected expected);

    /// <summary>Whether its members have a mean and a variance.</summary>
    public abstract bool HasMoments { get; }

    /// <summary>What is wrong with the numbers of a column that all are in its domain.</summary>
    internal abstract Option<EmError> Fault(int column, string name, Vector values);

    internal abstract double LogMeasure(ReadOnlySpan<double> x);

    /// <summary>Members, one for each component.</summary>
    /// <param name="thetas">θ of the components, one after the other [K×p].</param>
    internal abstract Members At(ReadOnlySpan<double> thetas);

    internal abstract double? Maximise(Expected expected, Span<double> theta);

    /// <summary>Whether sums about one θ can be told about another.</summary>
    internal virtual bool CanCarry => As<ICarriesSums>()?.CanCarry ?? true;

    /// <summary>Tells the sums of a member about another θ (<see cref="ICarriesSums"/>).</summary>
    internal virtual void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        As<ICarriesSums>()?.Carry(from, to, mass, sums);

    /// <summary>θ of rows that are all a component's own; or how wide it is, where it has collapsed.</summary>
    internal abstract double? Fit(RowSpan rows, ReadOnlySpan<double> weights, Span<double> theta);
}

sealed class Family<TFamily>(TFamily family, FamilyShape shape) : Family(shape)
    where TFamily : struct, IFamily<TFamily>
{
    public override Family On(Arr<string> columns)
    {
        Sizes.Equal("names of columns", columns.Count, "columns of the family", Shape.Width, nameof(columns));
        return new Family<TFamily>(family, Shape.On(columns));
    }

    public override T? As<T>()
        where T : class => family as T;

    internal override Option<Family> Within(IFamilyMaker by) => by.Make(family);

    public override bool HasMoments => family is IHasMoments { AreKnown: true };

    internal override Option<EmError> Fault(int column, string name, Vector values)
    {
        var seen = values.Where(x => !double.IsNaN(x)).ToArray();
        return As<IHasConditions>()?.Fault(column, name, values).Case is EmError fault ? fault
            : Shape.NeedsVariety && Shape.Width == 1 && seen.Length >= 2 && seen.All(x => x == seen[0])
                ? new EmError.AllEqual(name, seen[0])
            : Option<EmError>.None;
    }

    internal override bool Observes(ReadOnlySpan<double> x) => RowSpan.Observes(x, Shape.TakesHoles);

    internal override Option<(int Column, Domain Expected)> Fault(ReadOnlySpan<double> row) =>
        As<IHasRowConditions>() is { } conditions ? conditions.Fault(row) : Option<(int, Domain)>.None;

    internal override bool MustSee => As<IHasCovariates>() is not null;

    internal override Either<EmError, Family> Seen(Arr<string> names, Vector values) =>
        As<IHasCovariates>() is { } given
            ? given
                .Seen(
                    names,
                    Enumerable
                        .Range(0, values.Count / Shape.Width)
                        .Select(i => RowOf(values, i))
                        .Where(row => Observes(row.Span))
                        .SelectMany(row => row)
                        .ToArray()
                )
                .Map(seen => seen.On(Shape.Columns.Map(column => column.Name)))
            : this;

    Vector RowOf(Vector values, int i) => values.Slice(i * Shape.Width, Shape.Width);

    internal override Arr<Vector> Residuals(Vector values, ReadOnlySpan<double> weights)
    {
        var (theta, n) = (new double[Shape.Count], weights.Length);
        if (family is not IHasResiduals || Fit(new(values.Span, Shape.Width, hasHoles: true), weights, theta) is not null)
            return Arr<Vector>.Empty;
        var member = (IHasResiduals)(object)family.At(theta);
        return Enumerable
            .Range(0, member.Orders)
            .Select(order => Vector.Of(n, i => member.ResidualOf(RowOf(values, i).Span, order)))
            .ToArray();
    }

    internal override Arr<int> Undetermined(Expected expected) => As<IHasDiagnostics>()?.Undetermined(expected) ?? Arr<int>.Empty;

    internal override double LogMeasure(ReadOnlySpan<double> x) => Observes(x) ? family.LogMeasure(x) : 0;

    internal override Members At(ReadOnlySpan<double> thetas)
    {
        var p = Shape.Count;
        var members = new TFamily[thetas.Length / p];
        for (var k = 0; k < members.Length; k++)
            members[k] = family.At(thetas.Slice(k * p, p));
        return new Made(members, Shape.Width, Shape.Sums, Shape.TakesHoles);
    }

    internal override double? Maximise(Expected expected, Span<double> theta) => family.Maximise(expected, theta);

    internal override double? Fit(RowSpan rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        var (whole, w) = (new List<double>(), new List<double>());
        for (var i = 0; i < weights.Length; i++)
            if (weights[i] > 0 && Observes(rows.Row(i, Shape.Width)))
            {
                whole.AddRange(rows.Row(i, Shape.Width));
                w.Add(weights[i]);
            }
        if (w.Count == 0)
            return 0;
        if (As<IHasFit>() is { } own)
            return own.Fit(whole.ToArray(), w.ToArray(), theta);
        theta.Fill(1);
        var sums = new double[Shape.Sums];
        At(theta).AddSums(new(whole.ToArray(), Shape.Width), w.ToArray(), new(sums, sums.Length));
        return Maximise(new(w.Sum(), sums, new bool[theta.Length]), theta);
    }

    // Structs, so that the loops are compiled for each family by itself.
    sealed class Made(TFamily[] members, int d, int m, bool takesHoles) : Members
    {
        public override void AddLogDensities(RowSpan rows, Span<double> logs)
        {
            for (var k = 0; k < members.Length; k++)
            {
                var member = members[k];
                for (var (i, at) = (0, k); at < logs.Length; i++, at += members.Length)
                {
                    var x = rows.Row(i, d);
                    if (!rows.HasHoles || RowSpan.Observes(x, takesHoles))
                        logs[at] = member.LogDensity(logs[at], x);
                }
            }
        }

        public override void AddSums(RowSpan rows, ReadOnlySpan<double> r, SumSpan sums)
        {
            for (var k = 0; k < members.Length; k++)
            {
                var member = members[k];
                var own = sums.Of(k, m);
                for (var (i, at) = (0, k); at < r.Length; i++, at += members.Length)
                {
                    var x = rows.Row(i, d);
                    if (r[at] > 0 && (!rows.HasHoles || RowSpan.Observes(x, takesHoles)))
                        member.Add(x, r[at], own);
                }
            }
        }

        public override void Draw(int k, Seed seed, Span<double> row) => members[k].Draw(seed, row);

        public override void Complete(int k, Seed seed, Span<double> row)
        {
            if (members[k] is ICompletesRows own)
            {
                own.Complete(seed, row);
                return;
            }
            var drawn = new double[row.Length];
            members[k].Draw(seed, drawn);
            for (var j = 0; j < row.Length; j++)
                row[j] = double.IsNaN(row[j]) ? drawn[j] : row[j];
        }

        public override (double Mean, double Variance) MomentsOf(int k, int column) => ((IHasMoments)members[k]).MomentsOf(column);

        public override void Expect(int k, ReadOnlySpan<double> row, Span<double> means, Span<double> variances)
        {
            if (members[k] is ICompletesRows own)
            {
                own.Expect(row, means, variances);
                return;
            }
            for (var j = 0; j < row.Length; j++)
                if (double.IsNaN(row[j]))
                    (means[j], variances[j]) = MomentsOf(k, j);
        }
    }
}

// A family that must see all rows before it can be fitted.
interface IHasCovariates
{
    /// <summary>The same family, which knows the rows.</summary>
    /// <param name="names">What the columns are called [d].</param>
    /// <param name="rows">Those of which all columns are there [n×d].</param>
    Either<EmError, Family> Seen(Arr<string> names, ReadOnlySpan<double> rows);
}

/// <summary>Makes a family from a family: a zero-inflated Poisson distribution from a Poisson distribution.</summary>
public interface IFamilyMaker
{
    /// <summary>How many columns the family that is made reads.</summary>
    int Width => 1;

    /// <summary>What it can be made from, in words: <c>a family of counts</c>.</summary>
    string From { get; }

    /// <summary>Such a family on its columns: <c>poisson(visits)</c>.</summary>
    string Example { get; }

    /// <summary>The family that is made; none from a family that it cannot be made from.</summary>
    /// <param name="inner">From what it is made.</param>
    Option<Family> Make<TInner>(TInner inner)
        where TInner : struct, IFamily<TInner>;
}
