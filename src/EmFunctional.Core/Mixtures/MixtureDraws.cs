using EmFunctional.Families;
using EmFunctional.Numerics;

namespace EmFunctional.Mixtures;

static class MixtureDraws
{
    /// <summary>A row, and the component that made it: first the component by its mixing weight, then the row.</summary>
    public static (Vector Values, int Component) Row(Members members, MixtureParameters at, int width, Seed seed)
    {
        var (k, row) = (seed.Choose(0, at.MixingWeights), new double[width]);
        members.Draw(k, seed, row);
        return (Vector.Create(row), k);
    }
}
