using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Modelling;

/// <summary>Groups of numbers on a chart: their domains, their free coordinates and the unit of each.</summary>
public class CoordinatesTests
{
    static string[] Of(LanguageExt.Seq<EmError> faults) => [.. faults.Select(fault => $"{fault}".Split(';')[0])];

    static void LeadsBack(Coordinates group, Vector values)
    {
        var free = group.ToFree(values);
        Assert.Equal(group.DegreesOfFreedom, free.Count);
        var back = group.FromFree(free);
        Assert.Equal(group.Count, back.Count);
        for (var i = 0; i < values.Count; i++)
            Close.To(values[i], back[i], 1e-12, group.Names[i]);
    }

    [Fact]
    public void Numbers_above_a_floor_have_the_logarithm_of_what_is_above_it()
    {
        var floored = Coordinates.Above(0.5, "v");
        LeadsBack(floored, [2.5]);
        Close.To(Math.Log(2), floored.ToFree([2.5])[0], 1e-15, "ln (2.5 − 0.5)");
        Assert.Equal(double.NegativeInfinity, floored.ToFree([0.5])[0]);
        // Rounding may leave a millionth of the floor less.
        Assert.Equal(double.NegativeInfinity, floored.ToFree([0.5 * (1 - 9e-7)])[0]);
        Assert.Empty(floored.Faults([0.5 * (1 - 9e-7)]));
        Assert.Equal(["v = 0.4999 must be at least 0.4999995"], Of(floored.Faults([0.4999])));
        Assert.Equal([2.5], floored.Units([2.5]));
        var free = Coordinates.Above(0, "v");
        LeadsBack(free, [1e-300]);
        Assert.Equal(["v = 0 must be a number above 0"], Of(free.Faults([0])));
    }

    [Fact]
    public void One_can_divide_by_a_deviation()
    {
        var deviation = Coordinates.Deviation("s");
        LeadsBack(deviation, [1e-3]);
        Assert.Single(deviation.Faults([1e-309]));
        Assert.Single(deviation.FaultsOfStart([0]));
        Assert.Empty(deviation.Faults([1]));
        Assert.Equal([1e-3], deviation.Units([1e-3]));
    }

    [Fact]
    public void A_rate_may_end_at_0_and_may_not_start_there()
    {
        var rate = Coordinates.NonNegative("a", "b");
        LeadsBack(rate, [3, 0.25]);
        Assert.Empty(rate.Faults([0, 1]));
        Assert.Equal(["a = 0 must be a number above 0"], Of(rate.FaultsOfStart([0, 1])));
        Assert.Equal(double.NegativeInfinity, rate.ToFree([0, 1])[0]);
        Assert.Equal([30, 30], rate.Units([-2, 30]));
    }

    [Fact]
    public void A_probability_may_end_at_the_edge_and_may_not_start_there()
    {
        var p = Coordinates.Probability("p");
        LeadsBack(p, [0.2]);
        Close.To(Math.Log(0.25), p.ToFree([0.2])[0], 1e-15, "the logit");
        Assert.Empty(p.Faults([0]).Concat(p.Faults([1])));
        Assert.Single(p.FaultsOfStart([0]));
        Assert.Single(p.FaultsOfStart([1]));
        Assert.Equal([1], p.Units([0.2]));
    }

    [Fact]
    public void The_unit_of_real_numbers_is_the_largest_of_them_and_at_most_1()
    {
        var real = Coordinates.Real("a", "b");
        Assert.Equal([0.5, 0.5], real.Units([0.25, -0.5]));
        Assert.Equal([1, 1], real.Units([0.25, -50]));
        Assert.Equal([-50, 0.25], real.FromFree(real.ToFree([-50, 0.25])));
    }

    [Fact]
    public void A_simplex_has_the_ratios_to_its_last_and_starts_inside_unless_zeros_say_what_is_impossible()
    {
        var (simplex, zeros) = (Coordinates.Simplex("a", "b", "c"), Coordinates.SimplexWithZeros("a", "b", "c"));
        LeadsBack(simplex, [0.2, 0.3, 0.5]);
        Close.To(Math.Log(0.4), simplex.ToFree([0.2, 0.3, 0.5])[0], 1e-15, "ln (0.2/0.5)");
        Assert.Empty(simplex.Faults([0, 0.5, 0.5]));
        Assert.Equal(["a = 0 must be above 0 and below 1"], Of(simplex.FaultsOfStart([0, 0.5, 0.5])));
        Assert.Empty(zeros.FaultsOfStart([0, 0.5, 0.5]));
        Assert.Equal(["the sum of a … c = 1.00000001 must be 1"], Of(zeros.Faults([0, 0.5, 0.50000001])));
        Assert.Empty(zeros.Faults([0, 0.5, 0.5000000001]));
        // A number outside is told, and not the sum.
        Assert.Equal(["a = 2 must be from 0 to 1"], Of(zeros.Faults([2, 0.5, 0.5])));
        var alone = Coordinates.Simplex("a");
        Assert.Equal(0, alone.DegreesOfFreedom);
        Assert.Empty(alone.FaultsOfStart([1]));
        Assert.Single(alone.FaultsOfStart([0.999999999999]));
        Assert.Equal([1], alone.FromFree(alone.ToFree([1])));
    }

    [Fact]
    public void A_matrix_of_probabilities_has_a_simplex_for_each_row()
    {
        var rows = Coordinates.Rows("t", 2, 3);
        Assert.Equal(["t[0][0]", "t[0][1]", "t[0][2]"], rows[0].Names.ToArray());
        Assert.Equal(["t[1][0]", "t[1][1]", "t[1][2]"], rows[1].Names.ToArray());
        Assert.All(rows, row => Assert.Equal(2, row.DegreesOfFreedom));
        Assert.Empty(rows[0].FaultsOfStart([0, 0, 1]));
    }

    [Fact]
    public void Held_numbers_are_what_they_are_to_the_bit()
    {
        var held = Coordinates.Held(["a", "b"], [0.5, 2]);
        Assert.Equal((0, Vector.Empty), (held.DegreesOfFreedom, held.ToFree([0.5, 2])));
        Assert.Equal([0.5, 2], held.FromFree(Vector.Empty));
        Assert.Empty(held.Faults([0.5, 2]));
        Assert.Equal(["b = 2.0000000000000004 must be 2"], Of(held.FaultsOfStart([0.5, Math.BitIncrement(2)])));
        Assert.Equal([1, 1], held.Units([0.5, 2]));
    }

    [Fact]
    public void Tied_groups_have_one_free_group_and_all_its_bits()
    {
        var tied = Coordinates.Tied(["a[0]", "a[1]", "b[0]", "b[1]"], Coordinates.NonNegative, size: 2);
        LeadsBack(tied, [2, 3, 2, 3]);
        Assert.Equal(2, tied.DegreesOfFreedom);
        Assert.Empty(tied.Faults([2, 3, 2, 3]));
        Assert.Equal(["b[1] = 4 must be 3"], Of(tied.Faults([2, 3, 2, 4])));
        Assert.Empty(tied.Faults([0, 3, 0, 3]));
        Assert.Equal(["a[0] = 0 must be a number above 0"], Of(tied.FaultsOfStart([0, 3, 0, 3])));
        Assert.Equal([3, 3, 3, 3], tied.Units([2, 3, 2, 3]));
        Assert.Equal([5, 5], Coordinates.Tied(["a", "b"], Coordinates.Positive).Units([5, 5]));
    }

    [Fact]
    public void A_positive_definite_matrix_has_the_logarithmic_Cholesky_factor_of_what_is_above_its_floor()
    {
        // A = L Lᵀ with L = (2 0; 1 3): 4, 2, 10.
        var free = Coordinates.PositiveDefinite("S", 2);
        Assert.Equal(["S[0][0]", "S[1][0]", "S[1][1]"], free.Names.ToArray());
        Vector matrix = [4, 2, 10];
        LeadsBack(free, matrix);
        var factor = free.ToFree(matrix);
        Close.To(Math.Log(2), factor[0], 1e-15, "ln L₀₀");
        Close.To(1, factor[1], 1e-15, "L₁₀");
        Close.To(Math.Log(3), factor[2], 1e-15, "ln L₁₁");
        // √(ΣᵢᵢΣⱼⱼ)
        Vector units = free.Units(matrix);
        Close.To(4, units[0], 1e-15, "unit of a variance");
        Close.To(Math.Sqrt(40), units[1], 1e-15, "unit of a covariance");
        Close.To(10, units[2], 1e-14, "unit of a variance");
        var floored = Coordinates.PositiveDefinite("S", 2, 1);
        LeadsBack(floored, [5, 2, 11]);
        var above = floored.ToFree([5, 2, 11]);
        for (var i = 0; i < 3; i++)
            Close.To(factor[i], above[i], 1e-15, $"coordinate {i}");
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_or_below_its_floor_is_told()
    {
        var (free, floored) = (Coordinates.PositiveDefinite("S", 2), Coordinates.PositiveDefinite("S", 2, 1));
        Assert.Empty(free.Faults([1, 0, 1]));
        Assert.Equal(["S must be positive definite"], Of(free.Faults([1, 2, 1])));
        Assert.Equal(["S[1][1] = NaN must be a finite number"], Of(free.FaultsOfStart([1, 0, double.NaN])));
        Assert.Empty(floored.Faults([1, 0, 1]));
        Assert.Equal(["S must be positive definite, its eigenvalues at least 1"], Of(floored.Faults([1, 0, 0.5])));
        Assert.Empty(Coordinates.PositiveDefinite("S", 2).Faults([1e-300, 0, 1]));
    }
}
