using System.Numerics;
using System.Runtime.CompilerServices;
using EmFunctional.Numerics;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>
/// The forward-backward recursions of one sequence, scaled at each observation. All states share the scale, so that a double may lose what a state
/// has that fits far worse than another; where states do not communicate, the lost one may be the right one in the end. Before anything is lost, the
/// recursions begin again in <see cref="Wide"/> numbers, which lose nothing. Symbols: T observations, S states, V symbols.
/// </summary>
static class ForwardBackward
{
    // What Forward returns besides the place of an impossible observation.
    const int Possible = -1;
    const int TooNarrow = -2;

    // 2⁻¹⁰⁰⁰: what is smaller before scaling may have lost digits.
    const double Least = 9.332636185032189e-302;

    /// <summary>Fills γ [T×S] and ln cₜ [T], and adds to the expected counts of starts [S], transitions [S×S] and emissions [S×V].</summary>
    /// <param name="symbols">x [T], −1 where it is missing.</param>
    /// <param name="weight">How often the sequence counts.</param>
    /// <param name="b">bⱼ(xₜ) [T×S].</param>
    /// <param name="p">π, a, and V.</param>
    /// <param name="posterior">γ.</param>
    /// <param name="logs">ln cₜ = ln p(xₜ | x₀ … xₜ₋₁).</param>
    /// <param name="counts">The counts.</param>
    /// <returns>The first observation that is impossible after those before it, or −1; then nothing is filled.</returns>
    public static int Run(
        ReadOnlySpan<double> symbols,
        double weight,
        ReadOnlySpan<double> b,
        HiddenMarkovParameters p,
        Span<double> posterior,
        Span<double> logs,
        Span<double> counts
    )
    {
        var outcome = Forward(b, p.Initial.Span, p.Transition.Span, posterior, logs, Least);
        if (outcome == TooNarrow)
            return InWide(symbols, weight, b, p, posterior, logs, counts);
        if (outcome >= 0)
            return outcome;
        Backward(symbols, weight, b, p.Transition.Span, p.Symbols, posterior, logs, counts, 1);
        foreach (ref var log in logs)
            log = Elementary.Log(log);
        return Possible;
    }

    static int InWide(
        ReadOnlySpan<double> symbols,
        double weight,
        ReadOnlySpan<double> b,
        HiddenMarkovParameters p,
        Span<double> posterior,
        Span<double> logs,
        Span<double> counts
    )
    {
        var (likelihoods, transition) = (Widened(b), Widened(p.Transition.Span));
        var (gamma, scale, sums) = (new Wide[posterior.Length], new Wide[logs.Length], Widened(counts));
        var outcome = Forward<Wide>(likelihoods, Widened(p.Initial.Span), transition, gamma, scale, least: default);
        if (outcome >= 0)
            return outcome;
        Backward<Wide>(symbols, Wide.Of(weight), likelihoods, transition, p.Symbols, gamma, scale, sums, Wide.Of(1));
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
        ReadOnlySpan<double> symbols,
        T weight,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> a,
        int v,
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
        var s = b.Length / scale.Length;
        var transitions = counts.Slice(s, s * s);
        var emissions = counts[(s + s * s)..];
        var zero = default(T);
        Span<T> beta = new T[s];
        Span<T> next = new T[s]; // bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁
        beta.Fill(one);
        for (var t = scale.Length - 1; t >= 0; t--)
        {
            var now = posterior.Slice(t * s, s);
            var symbol = (int)symbols[t];
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
