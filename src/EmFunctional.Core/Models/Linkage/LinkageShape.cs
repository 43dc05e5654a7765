using EmFunctional.Narration;
using EmFunctional.Numerics;

namespace EmFunctional.Models.Linkage;

static class LinkageShape
{
    /// <summary>The likelihood of θ, were the animals as they are expected in the five cells: its peak is the θ of the next iterate.</summary>
    public static ModelShape Of(LinkageData data) =>
        new ModelShape.OnLine(
            "theta",
            "likelihood, largest = 1",
            CurveKind.Likelihood,
            Vector.Empty,
            _ => 1,
            theta =>
            {
                var expected = LinkageModel.EStep(data, theta[0]).Statistics;
                return Curves.OfShares(theta, [expected[0]], [expected[1]]);
            }
        );
}
