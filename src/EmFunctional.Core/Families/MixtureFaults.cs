using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// What is wrong with rows of a family together, where each by itself is right.
static class MixtureFaults
{
    public static Option<EmError> Of(Family family, Arr<string> names, Func<int, Vector> columnOf, int counted)
    {
        var shape = family.Shape;
        for (var j = 0; j < names.Count; j++)
        {
            var column = columnOf(j);
            if (family.Fault(j, names[j], column).Case is EmError fault)
                return fault;
            if (column.Count > 0 && column.All(double.IsNaN))
                return new EmError.AllMissing(shape.Observation.IfNone(names[j]));
        }
        var least = shape.NeedsVariety ? 2 : 1;
        return counted < least ? new EmError.TooFewRows(counted, least) : Option<EmError>.None;
    }
}
