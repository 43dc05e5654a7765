using System.Numerics;
using System.Runtime.CompilerServices;
using EmFunctional.Numerics;

namespace EmFunctional.Chains;

/// <summary>
/// The forward-backward recursions of one sequence, scaled at each observation. All states share the scale, so that a double may lose what a state
/// has that fits far worse than another; where states do not communicate, the lost one may be the right one in the end. Before anything is lost, the
/// recursions begin again in <see cref="Wide"/> numbers, which lose nothing. Symbols: T observations, S states.
/// </summary>
static class ForwardBackward
{
    // What Forward returns besides the place of an impossible observation.
    const int Possible = -1;
    const int TooNarrow = -2;

    // 2⁻¹⁰⁰⁰: what is smaller before scaling may have lost digits.
    const double Least = 9.332636185032189e-302;

    // 2⁻²⁰⁰: where all states follow each other at least so often, what a double loses of one is not missed (below).
    const double Often = 6.223015277861142e-61;

    /// <summary>
    /// Fills γ [T×S] and ln cₜ [T], and adds to the expected counts of starts [S], transitions [S×S] and, of symbols, emissions [S×V].
    /// </summary>
    /// <param name="seen">bⱼ(xₜ).</param>
    /// <param name="weight">How often the sequence counts.</param>
    /// <param name="p">π and a.</param>
    /// <param name="posterior">γ.</param>
    /// <param name="logs">ln cₜ = ln p(xₜ | x₀ … xₜ₋₁), less what the b were divided by.</param>
    /// <param name="counts">The counts.</param>
    /// <returns>The first observation that is impossible after those before it, or −1; then nothing is filled.</returns>
    public static int Run(
        Seen seen,
        double weight,
        HiddenMarkovParameters p,
        Span<double> posterior,
        Span<double> logs,
        Span<double> counts
    )
    {
        var least = seen.Logs.Length > 0 && IsNothingMissed(p) ? 0 : Least;
        if (least > 0 && HasLost(seen))
            return InWide(seen, weight, p, posterior, logs, counts);
        var outcome = Forward(seen.Values, p.Initial.Span, p.Transition.Span, posterior, logs, least);
        if (outcome == TooNarrow)
            return InWide(seen, weight, p, posterior, logs, counts);
        if (outcome >= 0)
            return outcome;
        Backward(seen, weight, seen.Values, p.Transition.Span, posterior, logs, counts, 1);
        foreach (ref var log in logs)
            log = Elementary.Log(log);
        return Possible;
    }

    // The largest b is 1. Where a state follows any other with a ≥ 2⁻²⁰⁰, it has before each observation at least that much of all, and so has the sum
    // behind it; what is below 2⁻¹⁰⁰⁰ is no part of it, neither here nor later, since what follows differs from state to state by 2²⁰⁰ at the most.
    static bool IsNothingMissed(HiddenMarkovParameters p)
    {
        foreach (var initial in p.Initial.Span)
            if (initial is > 0 and < Often)
                return false;
        foreach (var transition in p.Transition.Span)
            if (transition < Often)
                return false;
        return true;
    }

    static bool HasLost(Seen seen)
    {
        for (var at = 0; at < seen.Logs.Length; at++)
            if (seen.Values[at] < Least && seen.Logs[at] > double.NegativeInfinity)
                return true;
        return false;
    }

    static int InWide(Seen seen, double weight, HiddenMarkovParameters p, Span<double> posterior, Span<double> logs, Span<double> counts)
    {
        var likelihoods = seen.Logs.Length == 0 ? Widened(seen.Values) : System.Array.ConvertAll(seen.Logs, Wide.Exp);
        var transition = Widened(p.Transition.Span);
        // The sums of a family may be below 0, and are not counted here.
        counts = seen.Symbols.Length > 0 ? counts : counts[..(p.States + p.Transition.Count)];
        var (gamma, scale, sums) = (new Wide[posterior.Length], new Wide[logs.Length], Widened(counts));
        var outcome = Forward<Wide>(likelihoods, Widened(p.Initial.Span), transition, gamma, scale, least: default);
        if (outcome >= 0)
            return outcome;
        Backward<Wide>(seen, Wide.Of(weight), likelihoods, transition, gamma, scale, sums, Wide.Of(1));
        for (var i = 0; i < gamma.Length; i++)
            posterior[i] = gamma[i].ToDouble();
        for (var t = 0; t < scale.Length; t++)
            logs[t] = scale[t].Log();
        for (var i = 0; i < sums.Length; i++)
            counts[i] = sums[i].ToDouble();
        return Possible;
    }

    static Wide[] Widened(ReadOnlySpan<double> values)
    {
        var wide = new Wide[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = Wide.Of(values[i]);
        return wide;
    }

    // α₀(s) = πₛ bₛ(x₀)/c₀; αₜ(j) = bⱼ(xₜ) Σᵢ αₜ₋₁(i) aᵢⱼ / cₜ, with cₜ such that Σⱼ αₜ(j) = 1: cₜ = p(xₜ | x₀ … xₜ₋₁)
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Forward<T>(ReadOnlySpan<T> b, ReadOnlySpan<T> initial, ReadOnlySpan<T> a, Span<T> alpha, Span<T> scale, T least)
        where T : struct,
            IAdditionOperators<T, T, T>,
            IMultiplyOperators<T, T, T>,
            IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>
    {
        var s = initial.Length;
        var zero = default(T);
        var before = ReadOnlySpan<T>.Empty;
        for (var t = 0; t < scale.Length; t++)
        {
            var now = alpha.Slice(t * s, s);
            var seen = b.Slice(t * s, s);
            initial.CopyTo(now);
            if (t > 0)
                now.Clear();
            for (var i = 0; i < before.Length; i++)
            {
                var from = before[i];
                var row = a.Slice(i * s, s);
                for (var j = 0; j < now.Length; j++)
                    now[j] += from * row[j];
            }
            var (sum, isSmall) = (zero, false);
            for (var j = 0; j < now.Length; j++)
            {
                now[j] *= seen[j];
                sum += now[j];
                isSmall |= now[j] < least;
            }
            if (isSmall && IsAnyLost(t == 0 ? initial : before, t == 0 ? [] : a, seen, now, least))
                return TooNarrow;
            if (!(sum > zero))
                return t;
            scale[t] = sum;
            foreach (ref var value in now)
                value /= sum;
            before = now;
        }
        return Possible;
    }

    // Whether a number is small, and not because its state is impossible here.
    static bool IsAnyLost<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> a, ReadOnlySpan<T> seen, ReadOnlySpan<T> now, T least)
        where T : struct, IComparisonOperators<T, T, bool>
    {
        var zero = default(T);
        for (var j = 0; j < now.Length; j++)
        {
            if (!(now[j] < least) || !(seen[j] > zero))
                continue;
            if (now[j] > zero || (a.IsEmpty && before[j] > zero))
                return true;
            for (var i = 0; i < before.Length && !a.IsEmpty; i++)
                if (before[i] > zero && a[i * now.Length + j] > zero)
                    return true;
        }
        return false;
    }

    // β of the last is 1; βₜ(i) = Σⱼ aᵢⱼ bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁; γₜ(i) = αₜ(i) βₜ(i); ξₜ(i, j) = αₜ(i) aᵢⱼ bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Backward<T>(
        Seen seen,
        T weight,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> a,
        Span<T> posterior,
        ReadOnlySpan<T> scale,
        Span<T> counts,
        T one
    )
        where T : struct,
            IAdditionOperators<T, T, T>,
            IMultiplyOperators<T, T, T>,
            IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>
    {
        var (s, v, symbols) = (b.Length / scale.Length, seen.Levels, seen.Symbols);
        var transitions = counts.Slice(s, s * s);
        var emissions = counts[(s + s * s)..];
        var zero = default(T);
        Span<T> beta = new T[s];
        Span<T> next = new T[s]; // bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁
        beta.Fill(one);
        for (var t = scale.Length - 1; t >= 0; t--)
        {
            var now = posterior.Slice(t * s, s);
            var symbol = symbols.Length == 0 ? -1 : symbols[t];
            for (var i = 0; i < now.Length; i++)
            {
                var alpha = now[i];
                if (t < scale.Length - 1)
                {
                    var row = a.Slice(i * s, s);
                    var expected = transitions.Slice(i * s, s);
                    var (sum, share) = (zero, weight * alpha);
                    for (var j = 0; j < next.Length; j++)
                    {
                        var step = row[j] * next[j];
                        sum += step;
                        expected[j] += share * step;
                    }
                    beta[i] = sum;
                }
                if (!(alpha > zero))
                    beta[i] = zero; // an impossible state, whatever may follow it: β knows no bound there
                now[i] = alpha * beta[i];
                if (symbol >= 0)
                    emissions[i * v + symbol] += weight * now[i];
            }
            for (var j = 0; j < next.Length; j++)
                next[j] = b[t * s + j] * beta[j] / scale[t];
        }
        for (var i = 0; i < s; i++)
            counts[i] += weight * posterior[i];
    }
}
