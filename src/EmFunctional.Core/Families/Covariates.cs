using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// A member of which rows are sorted by what it does not explain of them, for a start.
interface IHasResiduals
{
    /// <summary>In how many ways they are sorted.</summary>
    int Orders { get; }

    /// <summary>
    /// How far a row is above what the member expects; times covariate j in the j-th way, which parts rows of a larger slope from those of a smaller
    /// one.
    /// </summary>
    double ResidualOf(ReadOnlySpan<double> x, int order);
}

// A family whose M-step may find that rows do not determine some of its numbers.
interface IHasDiagnostics
{
    /// <summary>Which numbers of θ the rows of a component do not determine.</summary>
    Arr<int> Undetermined(Expected expected);
}

// The covariates of a regression, each taken about the middle of its range and in halves of it, u = (x − c)/h in [−1, 1], with 1 before them for the
// intercept: years and grams are then numbers of one size, and no sum loses digits to another. Coefficients are of x, steps are of u.
sealed class Covariates(double[] centre, double[] half)
{
    // Of a column that others determine, what rounding leaves of its sum of squares.
    const double Rounding = 1e-11;

    // In more ways a start would take longer than the run.
    const int MostOrders = 9;

    /// <summary>In how many ways rows are sorted for a start: by residuals, and by their products with the first covariates.</summary>
    public int Orders => Math.Min(Size, MostOrders);

    /// <summary>q, how many there are.</summary>
    public int Count => half.Length;

    /// <summary>q + 1, with the intercept.</summary>
    public int Size => half.Length + 1;

    /// <summary>The sums of products of pairs, a lower triangle.</summary>
    public int Products => Size * (Size + 1) / 2;

    /// <summary>Covariates of which nothing is known yet.</summary>
    public static Covariates Unknown(int count) => new(new double[count], [.. Enumerable.Repeat(1.0, count)]);

    /// <summary>The largest change of x'δ over all rows for a step of u: |d₀| + Σ |dⱼ|.</summary>
    public static double Reach(ReadOnlySpan<double> step)
    {
        var reach = 0.0;
        foreach (var d in step)
            reach += Math.Abs(d);
        return reach;
    }

    /// <summary>Those of rows; or a column that is constant or determined by others, or too few rows.</summary>
    /// <param name="names">The names of the response and the covariates [1+q].</param>
    /// <param name="rows">The rows [n×(1+q)].</param>
    public static Either<EmError, Covariates> Of(Arr<string> names, ReadOnlySpan<double> rows)
    {
        var (d, q) = (names.Count, names.Count - 1);
        var (low, high) = (new double[q], new double[q]);
        System.Array.Fill(low, double.PositiveInfinity);
        System.Array.Fill(high, double.NegativeInfinity);
        for (var i = 0; i < rows.Length; i++)
            if (i % d is var j && j > 0)
                (low[j - 1], high[j - 1]) = (Math.Min(low[j - 1], rows[i]), Math.Max(high[j - 1], rows[i]));
        for (var j = 0; j < q; j++)
            if (!(high[j] > low[j]))
                return new EmError.AllEqual(names[j + 1], low[j]);
        var made = new Covariates(
            [.. low.Zip(high, (a, b) => 0.5 * a + 0.5 * b)],
            [.. low.Zip(high, (a, b) => Math.Max(0.5 * b - 0.5 * a, double.Epsilon))]
        );
        var products = new double[made.Products];
        for (var at = 0; at < rows.Length; at += d)
            made.AddProducts(rows.Slice(at + 1, q), 1, products);
        var spread = new double[made.Size];
        made.Solve(products, new double[made.Size], new bool[made.Size], spread);
        var column = System.Array.IndexOf(spread, 0.0);
        return column < 0 ? made
            : rows.Length / d <= q ? new EmError.TooFewRows(rows.Length / d, q + 1)
            : new EmError.Collinear(names[column], names.Skip(1).Take(column - 1).ToArray(), AreCovariates: true);
    }

    /// <summary>β₀ + Σ βⱼ xⱼ.</summary>
    public static double Predictor(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> x)
    {
        var sum = coefficients[0];
        for (var j = 0; j < x.Length; j++)
            sum += coefficients[j + 1] * x[j];
        return sum;
    }

    /// <summary>uⱼ, which is 1 for j = 0.</summary>
    public double Standard(ReadOnlySpan<double> x, int j) => j == 0 ? 1 : (x[j - 1] - centre[j - 1]) / half[j - 1];

    /// <summary>Adds w u u' to a lower triangle.</summary>
    public void AddProducts(ReadOnlySpan<double> x, double w, Span<double> products)
    {
        for (var (i, at) = (0, 0); i < Size; i++)
        for (var j = 0; j <= i; j++)
            products[at++] += w * Standard(x, i) * Standard(x, j);
    }

    /// <summary>Adds w u.</summary>
    public void AddStandard(ReadOnlySpan<double> x, double w, Span<double> sums)
    {
        for (var j = 0; j < Size; j++)
            sums[j] += w * Standard(x, j);
    }

    /// <summary>
    /// The step d of u with H d = g, by H = L D L'. What is held stays as it is; a column that those before it determine is left out, so that g'd is
    /// never below 0.
    /// </summary>
    /// <param name="products">H, a lower triangle.</param>
    /// <param name="gradient">g [q+1].</param>
    /// <param name="held">Which coefficients are held [q+1].</param>
    /// <param name="spread">D: how much the rows say of each coefficient beside those before it; 0 where nothing, ∞ where it is held [q+1].</param>
    public double[] Solve(ReadOnlySpan<double> products, ReadOnlySpan<double> gradient, ReadOnlySpan<bool> held, Span<double> spread)
    {
        var (n, isThrough0) = (Size, held[0]);
        // Where the intercept is held the free directions are uⱼ + cⱼ/hⱼ = xⱼ/hⱼ.
        double Shift(int j) => isThrough0 && j > 0 ? centre[j - 1] / half[j - 1] : 0;
        var (l, z) = (new double[n, n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            z[i] = gradient[i] + Shift(i) * gradient[0];
            for (var j = 0; j <= i; j++)
                l[i, j] =
                    products[i * (i + 1) / 2 + j]
                    + Shift(i) * products[j * (j + 1) / 2]
                    + Shift(j) * products[i * (i + 1) / 2]
                    + Shift(i) * Shift(j) * products[0];
        }
        for (var j = 0; j < n; j++)
        {
            var whole = l[j, j];
            for (var k = 0; k < j; k++)
            {
                l[j, j] -= l[j, k] * l[j, k] * l[k, k];
                z[j] -= l[j, k] * z[k];
            }
            spread[j] =
                held[j] ? double.PositiveInfinity
                : l[j, j] > Rounding * whole ? l[j, j]
                : 0;
            var isFree = double.IsFinite(spread[j]) && spread[j] > 0;
            for (var i = j + 1; i < n; i++)
            {
                for (var k = 0; k < j; k++)
                    l[i, j] -= l[i, k] * l[j, k] * l[k, k];
                l[i, j] = isFree ? l[i, j] / l[j, j] : 0;
            }
            l[j, j] = isFree ? l[j, j] : 0;
        }
        for (var j = n - 1; j >= 0; j--)
        {
            z[j] = l[j, j] > 0 ? z[j] / l[j, j] : 0;
            for (var i = j + 1; i < n; i++)
                if (l[j, j] > 0)
                    z[j] -= l[i, j] * z[i];
        }
        for (var j = 1; j < n; j++)
            z[0] += Shift(j) * z[j];
        return z;
    }

    /// <summary>d'H d.</summary>
    public double Square(ReadOnlySpan<double> products, ReadOnlySpan<double> step)
    {
        var sum = 0.0;
        for (var (i, at) = (0, 0); i < Size; i++)
        for (var j = 0; j <= i; j++)
            sum += (i == j ? 1 : 2) * products[at++] * step[i] * step[j];
        return sum;
    }

    /// <summary>Adds a step of u, so often, to coefficients of x; what is held stays to the bit.</summary>
    public void Add(ReadOnlySpan<double> step, double times, ReadOnlySpan<bool> held, Span<double> coefficients)
    {
        var intercept = step[0];
        for (var j = 1; j < Size; j++)
        {
            intercept -= step[j] * (centre[j - 1] / half[j - 1]);
            if (!held[j])
                coefficients[j] += times * step[j] / half[j - 1];
        }
        if (!held[0])
            coefficients[0] += times * intercept;
    }

    /// <summary>The step of u that leads from coefficients of x to others.</summary>
    public double[] StepOf(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var step = new double[Size];
        step[0] = to[0] - from[0];
        for (var j = 1; j < Size; j++)
        {
            step[j] = half[j - 1] * (to[j] - from[j]);
            step[0] += centre[j - 1] * (to[j] - from[j]);
        }
        return step;
    }

    /// <summary>The parameter of a regression's coefficients, named by the columns.</summary>
    public Parameter Coefficients(Func<Thetas, int, double> scale) =>
        new("coefficient", Coordinates.Real)
        {
            AreApart = true,
            Size = Size,
            LevelsOf = columns => columns.Skip(1).Prepend("intercept").ToArray(),
            Unit = at => Vector.Of(at.Members * Size, i => scale(at, i / Size) / (i % Size == 0 ? 1 : half[i % Size - 1])),
        };

    /// <summary>The columns: the response, and behind it the covariates.</summary>
    public Arr<Column> Columns(Column response) =>
        Enumerable
            .Range(1, Count)
            .Select(j => new Column($"x{j}", Domain.Finite) { IsSorting = false, IsGiven = true })
            .Prepend(response)
            .ToArray();
}
