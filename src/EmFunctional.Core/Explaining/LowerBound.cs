using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Explaining;

/// <summary>The floor that an E-step at θₙ lays under the log-likelihood: ℓ(θ) − Σᵢ wᵢ KL(rᵢ(θₙ) ‖ rᵢ(θ)). Source: Neal, Hinton (1998), A view of the EM algorithm, §2.</summary>
public static class LowerBound
{
    /// <summary>Σₖ rₖ ln (rₖ / r′ₖ), in nats: how far a row's part of the floor lies below its log-likelihood at θ; 0 where it touches, ∞ where r′ is 0 and r is not.</summary>
    /// <param name="expected">r, the responsibilities of the E-step [K].</param>
    /// <param name="there">r′, those at θ [K].</param>
    public static double Gap(Vector expected, Vector there) =>
        expected.Zip(there, (r, to) => r == 0 ? 0 : r * (Elementary.Log(r) - Elementary.Log(to))).Sum();
}
