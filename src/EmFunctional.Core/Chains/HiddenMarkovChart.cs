using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

// The coordinates on the parameters: how sequences begin, how states follow each other, and each group of the family's parameters.
static class HiddenMarkovChart
{
    public static Chart<HiddenMarkovParameters> Of(Family family, int states, FixedParameters fixedParameters)
    {
        var shape = Emissions.ShapeOf(family);
        var chart = Chart.Of(
            at => Vector.Concat(at.Initial, at.Transition, at.Emission),
            flat => FromFlat(family, states, flat),
            [
                fixedParameters.Whole(Coordinates.SimplexWithZeros(Coordinates.Indexed(HiddenMarkovParameters.InitialGroup, states))),
                .. Coordinates.Rows(HiddenMarkovParameters.TransitionGroup, states, states).Select(fixedParameters.Whole),
                .. ThetaChart.Of(shape, states, fixedParameters, Arr<string>.Empty),
            ]
        );
        return ThetaChart.Measured(shape, chart, at => at.Thetas);
    }

    /// <summary>How many numbers a model has.</summary>
    public static Int128 Count(FamilyShape shape, int states) => (1 + states + shape.Count) * (Int128)states;

    /// <summary>The parameters of a vector of the chart, unchecked.</summary>
    public static HiddenMarkovParameters FromFlat(Family family, int states, Vector flat)
    {
        var squared = states * states;
        var theta = flat.Slice(states + squared, flat.Count - states - squared);
        return new(flat.Slice(0, states), flat.Slice(states, squared), Emissions.ShapeOf(family).Of(states, theta));
    }
}
