using System.Collections.Generic;
using LanguageExt;

namespace EmFunctional.Modelling;

// Variances are squares: beyond 10¹⁵², or below 10⁻¹⁵², they are no numbers, or no normal ones.
static class Scale
{
    const double Most = 1e152;

    public static Option<EmError> Fault(string name, IEnumerable<double> values)
    {
        var (least, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var x in values)
            if (!double.IsNaN(x))
                (least, largest) = (Math.Min(least, x), Math.Max(largest, x));
        return Fault(name, largest - least);
    }

    public static Option<EmError> Fault(string name, double range) =>
        range > Most || (range > 0 && range < 1 / Most) ? new EmError.OutOfScale(name, range) : Option<EmError>.None;
}
