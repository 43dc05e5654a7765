using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Families of different columns, independent of each other given the component: f(x | θ) = Πⱼ fⱼ(xⱼ | θⱼ). A missing cell leaves out its own factor,
/// exactly. Latent classes (Lazarsfeld, Henry 1968) and naive Bayes without classes are products.
/// </summary>
sealed class Product : Family
{
    readonly Factor[] _factors;

    Product(Family[] factors)
        : base(ShapeOf(factors))
    {
        var (column, theta, sum) = (0, 0, 0);
        _factors = new Factor[factors.Length];
        for (var f = 0; f < factors.Length; f++)
        {
            var shape = factors[f].Shape;
            _factors[f] = new(factors[f], column, theta, sum);
            // Of each factor its own mass first: what was observed of its columns.
            (column, theta, sum) = (column + shape.Width, theta + shape.Count, sum + 1 + shape.Sums);
        }
    }

    /// <summary>A product; factors that are products are taken apart.</summary>
    /// <exception cref="ArgumentException">A column comes twice.</exception>
    public static Product Of(params Family[] families)
    {
        Family[] factors =
        [
            .. families.SelectMany(family => family is Product product ? product._factors.Select(f => f.Family) : [family]),
        ];
        var names = factors.SelectMany(factor => factor.Shape.Columns).Select(column => column.Name).ToArray();
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"{twice.Key} is a column of two families", nameof(families));
        return new(factors);
    }

    static FamilyShape ShapeOf(Family[] factors) =>
        new(
            "product",
            factors
                .SelectMany(factor =>
                    factor.Shape.Parameters.Map(parameter =>
                        parameter with
                        {
                            Name = Factor.PrefixOf(factor) + parameter.Name,
                            Unit = null,
                        }
                    )
                )
                .ToArray(),
            factors.SelectMany(factor => factor.Shape.Columns).ToArray(),
            factors.Sum(factor => 1 + factor.Shape.Sums)
        )
        {
            Text = string.Join(" * ", factors.Select(factor => factor.Shape.Text)),
            NeedsRows = factors.Any(factor => factor.Shape.NeedsRows),
            IsMonotone = factors.All(factor => factor.Shape.IsMonotone),
            IsGeneralised = factors.Any(factor => factor.Shape.IsGeneralised),
        };

    public override Family On(Arr<string> columns) =>
        Of([.. _factors.Select(f => f.Family.On(columns.Skip(f.Column).Take(f.Shape.Width).ToArray()))]);

    public override T? As<T>()
        where T : class =>
        typeof(T) == typeof(ICanTie) && _factors.Any(factor => !factor.Tieable.IsEmpty)
            ? new FactorTies(_factors, Shape.Count, Shape.Sums) as T
            : null;

    internal override Option<Family> Within(IFamilyMaker by) => Option<Family>.None;

    public override bool HasMoments => _factors.All(f => f.Family.HasMoments);

    Factor Of(int column) => _factors.Last(f => f.Column <= column);

    internal override Option<EmError> Fault(int column, string name, Vector values) =>
        Of(column) is var factor ? factor.Family.Fault(column - factor.Column, name, values) : default;

    internal override bool MustSee => _factors.Any(f => f.Family.MustSee);

    internal override Either<EmError, Family> Seen(Arr<string> names, Vector values)
    {
        var seen = new Family[_factors.Length];
        for (var j = 0; j < seen.Length; j++)
        {
            var (f, d) = (_factors[j], Shape.Width);
            Vector Own() =>
                Vector.Of(values.Count / d * f.Shape.Width, at => values[at / f.Shape.Width * d + f.Column + at % f.Shape.Width]);
            var own = f.Family.As<IHasCovariates>() is null
                ? f.Family
                : f.Family.Seen(names.Skip(f.Column).Take(f.Shape.Width).ToArray(), Own());
            if (own.Case is EmError fault)
                return fault;
            seen[j] = (Family)own.Case!;
        }
        return Enumerable.Range(0, seen.Length).All(j => ReferenceEquals(seen[j], _factors[j].Family)) ? this : Of(seen);
    }

    internal override Arr<Vector> Residuals(Vector values, ReadOnlySpan<double> weights) => Arr<Vector>.Empty;

    internal override Arr<int> Undetermined(Expected expected)
    {
        var found = new List<int>();
        foreach (var f in _factors)
        {
            var own = new Expected(
                expected.Sums[f.Sum],
                expected.Sums.Slice(f.Sum + 1, f.Shape.Sums),
                expected.Held.Slice(f.Theta, f.Shape.Count)
            );
            found.AddRange(f.Family.Undetermined(own).Map(q => f.Theta + q));
        }
        return found.ToArray();
    }

    internal override bool Observes(ReadOnlySpan<double> x)
    {
        foreach (var f in _factors)
            if (f.Family.Observes(x.Slice(f.Column, f.Shape.Width)))
                return true;
        return false;
    }

    internal override Option<(int Column, Domain Expected)> Fault(ReadOnlySpan<double> row)
    {
        foreach (var f in _factors)
            if (f.Family.Fault(row.Slice(f.Column, f.Shape.Width)).Case is (int column, Domain expected))
                return (f.Column + column, expected);
        return Option<(int, Domain)>.None;
    }

    internal override double LogMeasure(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var f in _factors)
            if (f.Family.Observes(x.Slice(f.Column, f.Shape.Width)))
                sum += f.Family.LogMeasure(x.Slice(f.Column, f.Shape.Width));
        return sum;
    }

    internal override Members At(ReadOnlySpan<double> thetas)
    {
        var (p, made) = (Shape.Count, new Members[_factors.Length]);
        for (var j = 0; j < made.Length; j++)
        {
            var f = _factors[j];
            made[j] = f.Family.At(Factor.Own(thetas, p, f.Theta, f.Shape.Count));
        }
        return new Made(this, made, thetas.Length / p);
    }

    internal override double? Maximise(Expected expected, Span<double> theta)
    {
        foreach (var f in _factors)
        {
            var (mass, m, p) = (expected.Sums[f.Sum], f.Shape.Sums, f.Shape.Count);
            if (
                mass > 0
                && f.Family.Maximise(new(mass, expected.Sums.Slice(f.Sum + 1, m), expected.Held.Slice(f.Theta, p)), theta.Slice(f.Theta, p))
                    is { } width
            )
                return width;
        }
        return null;
    }

    internal override bool CanCarry => _factors.All(f => f.Family.CanCarry);

    internal override void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums)
    {
        foreach (var f in _factors)
            f.Family.Carry(
                from.Slice(f.Theta, f.Shape.Count),
                to.Slice(f.Theta, f.Shape.Count),
                sums[f.Sum],
                sums.Slice(f.Sum + 1, f.Shape.Sums)
            );
    }

    internal override double? Fit(RowSpan rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        foreach (var f in _factors)
            if (f.Family.Fit(rows.From(f.Column), weights, theta.Slice(f.Theta, f.Shape.Count)) is { } width)
                return width;
        return null;
    }

    sealed class Made(Product of, Members[] made, int components) : Members
    {
        public override void AddLogDensities(RowSpan rows, Span<double> logs)
        {
            for (var j = 0; j < made.Length; j++)
                made[j].AddLogDensities(rows.From(of._factors[j].Column), logs);
        }

        public override void AddSums(RowSpan rows, ReadOnlySpan<double> r, SumSpan sums)
        {
            for (var j = 0; j < made.Length; j++)
            {
                var f = of._factors[j];
                var own = rows.From(f.Column);
                AddMasses(own, f.Shape, r, sums.From(f.Sum));
                made[j].AddSums(own, r, sums.From(f.Sum + 1));
            }
        }

        void AddMasses(RowSpan rows, FamilyShape shape, ReadOnlySpan<double> r, SumSpan sums)
        {
            for (var (i, at) = (0, 0); at < r.Length; i++, at += components)
                if (!rows.HasHoles || RowSpan.Observes(rows.Row(i, shape.Width), shape.TakesHoles))
                    for (var k = 0; k < components; k++)
                        sums.Of(k, 1)[0] += r[at + k];
        }

        public override void Draw(int k, Seed seed, Span<double> row)
        {
            for (var j = 0; j < made.Length; j++)
                made[j].Draw(k, seed.Split(j), row.Slice(of._factors[j].Column, of._factors[j].Shape.Width));
        }

        public override void Complete(int k, Seed seed, Span<double> row)
        {
            for (var j = 0; j < made.Length; j++)
                made[j].Complete(k, seed.Split(j), row.Slice(of._factors[j].Column, of._factors[j].Shape.Width));
        }

        public override void Expect(int k, ReadOnlySpan<double> row, Span<double> means, Span<double> variances)
        {
            for (var j = 0; j < made.Length; j++)
            {
                var (from, width) = (of._factors[j].Column, of._factors[j].Shape.Width);
                made[j].Expect(k, row.Slice(from, width), means.Slice(from, width), variances.Slice(from, width));
            }
        }

        public override (double Mean, double Variance) MomentsOf(int k, int column)
        {
            var j = System.Array.FindLastIndex(of._factors, f => f.Column <= column);
            return made[j].MomentsOf(k, column - of._factors[j].Column);
        }
    }
}

/// <summary>Products of families.</summary>
public static class Products
{
    extension(Family)
    {
        /// <summary>Two families of different columns, independent of each other given the component: f(x, y | θ, η) = f(x | θ) f(y | η).</summary>
        /// <param name="left">The family of the first columns.</param>
        /// <param name="right">The family of the columns behind them.</param>
        public static Family operator *(Family left, Family right) => Product.Of(left, right);
    }
}
