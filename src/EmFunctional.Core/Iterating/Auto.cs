using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>An algorithm that picks one of the others once it can tell how long plain EM would take, and says why.</summary>
public static class Auto
{
    /// <summary>Its name.</summary>
    public const string Name = "auto";

    // Plain steps that are worth no acceleration, and the residual to which they are counted.
    const double Few = 20;
    const double Residual = 1e-8;

    // Numbers of what three secants span, and of what five steps tell enough.
    const int Spanned = 3;
    const int Covered = 20;

    const int Head = 3;

    enum Choice
    {
        None,
        MayFall,
        FewLeft,
        Squarem,
        Daarem,
        QuasiNewton,
    }

    /// <summary>
    /// Plain EM where the objective may fall. Else plain EM steps until the gains have settled (see <see cref="Squarem.S3"/>). The square root of their
    /// ratio ρ is the rate of EM there, so that ln(10⁻⁸/residual)/ln √ρ steps are left. Where that is no more than 20, plain EM goes on. Else the
    /// quasi-Newton method takes over for up to 3 free coordinates, DAAREM for up to 20, and SQUAREM for more. What was chosen, at which iterate and for how
    /// many steps left is remembered, and so recorded.
    /// </summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> Pick<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        Of(
            evaluate,
            chart.DegreesOfFreedom <= Spanned ? QuasiNewtonOf(evaluate, chart)
                : chart.DegreesOfFreedom <= Covered ? DaaremOf(evaluate, chart)
                : SquaremOf(evaluate, chart)
        );

    /// <summary>The one that a recorded run may have picked, as versions before this one did by other numbers.</summary>
    /// <param name="memoryNames">What the run remembers.</param>
    internal static Iterate<TParams> Recorded<TParams>(Arr<string> memoryNames) =>
        (evaluate, chart) =>
            new[] { QuasiNewtonOf(evaluate, chart), DaaremOf(evaluate, chart), SquaremOf(evaluate, chart) }
                .Find(faster => _own + faster.Algorithm.MemoryNames == memoryNames)
                .Match(faster => Of(evaluate, faster), () => Pick(evaluate, chart));

    static readonly Arr<string> _own = Arr.create("choice", "since", "left");

    static Algorithm<TParams> Of<TParams>(Evaluate<TParams> evaluate, (Choice Choice, Algorithm<TParams> Algorithm) picked)
    {
        var (choice, faster) = picked;
        return new(
            Name,
            _own + faster.MemoryNames,
            Squarem.DefaultRule,
            Begin: at => Remember(double.IsFinite(at.Slack) ? Choice.None : Choice.MayFall, 0, double.NaN, faster.Begin(at)),
            Step: at =>
                ChoiceOf(at.Memory) is Choice.MayFall or Choice.FewLeft
                    ? Walk.Step(evaluate, at, Walk.Begin, (_, _) => at.Memory)
                    : faster.Step(at with { Memory = at.Memory.Slice(Head, at.Memory.Count - Head) }).Map(to => Chosen(at.Memory, to))
        );

        Carried<TParams> Chosen(Vector before, Carried<TParams> to)
        {
            var walk = Walk.Of(to.Memory);
            if (ChoiceOf(before) != Choice.None || !walk.IsNear)
                return to with { Memory = Remember(ChoiceOf(before), before[1], before[2], to.Memory) };
            var left = Math.Max(0, Elementary.Log(Residual / to.At.Residual) / (Elementary.Log(walk.Ratio) / 2));
            return to with { Memory = Remember(left <= Few ? Choice.FewLeft : choice, to.Iteration, left, to.Memory) };
        }
    }

    static (Choice Choice, Algorithm<TParams> Algorithm) QuasiNewtonOf<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        (Choice.QuasiNewton, QuasiNewton.Secant(evaluate, chart));

    static (Choice Choice, Algorithm<TParams> Algorithm) DaaremOf<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        (Choice.Daarem, Daarem.Anderson(evaluate, chart));

    static (Choice Choice, Algorithm<TParams> Algorithm) SquaremOf<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        (Choice.Squarem, Squarem.S3(evaluate, chart));

    static Vector Remember(Choice choice, double since, double left, Vector rest) => Vector.Concat([(int)choice, since, left], rest);

    static Choice ChoiceOf(Vector memory) => (Choice)(int)memory[0];

    /// <summary>What was picked and why, as a sentence.</summary>
    /// <param name="memory">What the algorithm remembers at an iterate.</param>
    public static string Reason(Vector memory)
    {
        var (since, left, ratio) = ((int)memory[1], memory[2], memory[Head + 2]);
        string Count() =>
            $"gains had settled at a ratio of {NumberFormat.Significant(ratio, 2)}, so plain EM had about {Math.Round(left)} steps left";
        return ChoiceOf(memory) switch
        {
            Choice.MayFall => "Picked plain: the objective of this model may fall.",
            Choice.FewLeft => $"Picked plain at iteration {since}: {Count()}.",
            Choice.Squarem => $"Picked squarem at iteration {since}: {Count()}, and of so many numbers a few steps tell little.",
            Choice.Daarem => $"Picked daarem at iteration {since}: {Count()}.",
            Choice.QuasiNewton => $"Picked quasi-newton at iteration {since}: {Count()}, and its secants span these few numbers.",
            _ => "Picked plain so far: the gains have not settled.",
        };
    }
}
