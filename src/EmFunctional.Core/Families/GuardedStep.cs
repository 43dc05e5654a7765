namespace EmFunctional.Families;

// A Newton step that is kept within bounds and halved until it gains: what generalised M-steps are made of.
static class GuardedStep
{
    const int MostHalvings = 60;

    /// <summary>A step δ with gain(δ) ≥ 0; 0 where there is none.</summary>
    /// <param name="slope">The slope of what is to rise.</param>
    /// <param name="curvature">Minus its second derivative; where it is not above 0, the step goes to the bound.</param>
    /// <param name="low">The lowest δ.</param>
    /// <param name="high">The highest δ.</param>
    /// <param name="gain">By how much δ raises it, or a lower bound on it.</param>
    public static double Of(double slope, double curvature, double low, double high, Func<double, double> gain)
    {
        if (slope == 0 || !double.IsFinite(slope))
            return 0;
        var step = Math.Clamp(
            curvature > 0 ? slope / curvature
                : slope > 0 ? high
                : low,
            low,
            high
        );
        for (var halving = 0; halving < MostHalvings; halving++, step *= 0.5)
            if (gain(step) >= 0)
                return step;
        return 0;
    }
}
