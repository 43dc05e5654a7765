using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// Variances are squares: beyond 10¹⁵², or below 10⁻¹⁵², they are no numbers, or no normal ones.
static class Scale
{
    const double Most = 1e152;

    public static Option<EmError> Fault(string name, IEnumerable<double> values)
    {
        var (least, largest) = values.Aggregate(
            (double.PositiveInfinity, double.NegativeInfinity),
            (ends, x) => double.IsNaN(x) ? ends : (Math.Min(ends.Item1, x), Math.Max(ends.Item2, x))
        );
        var range = largest - least;
        return range > Most || (range > 0 && range < 1 / Most) ? new EmError.OutOfScale(name, range) : Option<EmError>.None;
    }
}
