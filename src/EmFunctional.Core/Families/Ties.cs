using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// The groups of numbers that are the same in all members of a family.
sealed class Ties(Family family, Arr<string> groups)
{
    public Arr<string> Groups => groups;

    /// <summary>Why groups cannot be tied, if they cannot.</summary>
    /// <param name="model">What the model is called.</param>
    /// <param name="family">The family.</param>
    /// <param name="members">K.</param>
    /// <param name="fixedParameters">What is held.</param>
    /// <param name="groups">The groups.</param>
    public static Option<EmError> Fault(string model, Family family, int members, FixedParameters fixedParameters, Arr<string> groups)
    {
        var able = family.As<ICanTie>()?.Tieable ?? Arr<string>.Empty;
        if (groups.Find(group => !able.Contains(group)).Case is string unable)
            return new EmError.CannotDo(
                model,
                $"tie {unable}; {(able.IsEmpty ? "nothing of it is tied" : $"tie {string.Join(", ", able)}")}"
            );
        bool IsHeld(Parameter tied) => ThetaChart.NamesOf(tied, members).Any(name => fixedParameters[name].IsSome);
        return family
            .Shape.Parameters.Find(parameter => groups.Contains(parameter.Name) && IsHeld(parameter))
            .Map(EmError (parameter) => new EmError.CannotDo(model, $"hold and tie {parameter.Name} at once"));
    }

    /// <summary>The tied numbers that a start has instead of its own.</summary>
    /// <param name="weights">How much of all each member is [K].</param>
    /// <param name="thetas">θ of the members [K×p].</param>
    public Thetas Start(Vector weights, Thetas thetas)
    {
        if (groups.IsEmpty)
            return thetas;
        var tied = thetas.ByMember();
        foreach (var group in groups)
            family.As<ICanTie>()!.TieStart(group, weights, tied);
        return family.Shape.OfMembers(weights.Count, tied);
    }

    /// <summary>The M-step of what is tied, after that of each member.</summary>
    /// <param name="expected">Of each member its mass and its sums [K×(1+m)].</param>
    /// <param name="from">θ as it was [K×p].</param>
    /// <param name="to">θ as it becomes [K×p].</param>
    public Either<EmError, double[]> Maximise(Vector expected, double[] from, double[] to)
    {
        foreach (var group in groups)
            if (family.As<ICanTie>()!.MaximiseTied(group, expected.Span, from, to) is { } width)
            {
                var stride = 1 + family.Shape.Sums;
                var mass = Vector.Of(expected.Count / stride, k => expected[k * stride]).Sum();
                return new EmError.Degenerate(Option<int>.None, mass, width);
            }
        return to;
    }
}
