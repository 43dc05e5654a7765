using EmFunctional.Modelling;
using EmFunctional.Numerics;
using static EmFunctional.Numerics.SpecialFunctions;

namespace EmModel1;

/// <summary>
/// How common are the alleles A, B and O among people of whom only the blood group is known? Groups A and B hide who has the allele twice.
/// Put E, M and the chart of your own model in their places.
/// </summary>
public static class Model
{
    /// <summary>People of groups A, B, AB and O (Clarke et al. 1959).</summary>
    public static Vector People { get; } = [186, 38, 13, 284];

    /// <summary>Where to begin.</summary>
    public static Vector Start { get; } = [0.3, 0.3, 0.4];

    /// <summary>The model: two functions, and a chart that names the numbers.</summary>
    public static EmModel<Vector, Vector, Vector> Instance { get; } =
        EmModel.Of<Vector, Vector>(
            "EmModel1",
            Expect,
            Maximise,
            Chart.Of<Vector>(share => share, flat => flat, Coordinates.Simplex("share[A]", "share[B]", "share[O]"))
        );

    /// <summary>E: how often each allele is expected, and the log-likelihood in nats.</summary>
    static Expectation<Vector> Expect(Vector people, Vector share)
    {
        var (a, b, ab, o) = (people[0], people[1], people[2], people[3]);
        var (p, q, r) = (share[0], share[1], share[2]);
        var (twiceA, twiceB) = (a * p / (p + 2 * r), b * q / (q + 2 * r));
        return new(
            [a + twiceA + ab, b + twiceB + ab, 2 * o + (a - twiceA) + (b - twiceB)],
            XLogY(a, p * (p + 2 * r)) + XLogY(b, q * (q + 2 * r)) + XLogY(ab, 2 * p * q) + XLogY(o, r * r)
        );
    }

    /// <summary>M: the share of each.</summary>
    static Vector Maximise(Vector alleles) => 1 / alleles.Sum() * alleles;
}
