using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>The parameters of a mixture of K components of a family: π, and of each component θ.</summary>
public sealed record MixtureParameters
{
    readonly FamilyShape _shape;

    internal MixtureParameters(FamilyShape shape, Vector mixingWeights, Vector theta) =>
        (_shape, MixingWeights, Theta) = (shape, mixingWeights, theta);

    /// <summary>πₖ, the probability that a row comes from component k [K]; they sum to 1.</summary>
    public Vector MixingWeights { get; }

    /// <summary>θ of all components, group after group, of each group component after component [K·p].</summary>
    public Vector Theta { get; }

    /// <summary>K.</summary>
    public int Components => MixingWeights.Count;

    /// <summary>A group of numbers of all components, such as <c>rate</c> [K], or [K×size] where a component has several.</summary>
    /// <param name="group">The group's name, or <c>mixingWeight</c>.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Vector this[string group]
    {
        get
        {
            if (group == MixtureChart.MixingWeight)
                return MixingWeights;
            var first = 0;
            foreach (var parameter in _shape.Parameters)
            {
                if (parameter.Name == group)
                    return Theta.Slice(first, Components * parameter.Count);
                first += Components * parameter.Count;
            }
            throw new ArgumentException(
                $"{_shape.Name} has no {group}; it has {string.Join(", ", _shape.Parameters.Map(p => p.Name))}",
                nameof(group)
            );
        }
    }

    /// <summary>θ of a component, in the order of the family's parameters [p].</summary>
    /// <param name="component">k, from 0.</param>
    public Vector Of(int component)
    {
        Sizes.Below("component", component, "components", Components, nameof(component));
        return Vector.Of(_shape.Count, q => Theta[Place(_shape, Components, component, q)]);
    }

    /// <summary>The same parameters with other numbers for a group, which are not checked.</summary>
    /// <param name="group">The group's name, or <c>mixingWeight</c>.</param>
    /// <param name="values">Its numbers, as many as there were.</param>
    /// <exception cref="ArgumentException">There is no such group, or it has another length.</exception>
    public MixtureParameters With(string group, Vector values)
    {
        Sizes.Equal("numbers given", values.Count, $"numbers of {group}", this[group].Count, nameof(values));
        return group == MixtureChart.MixingWeight
            ? new(_shape, values, Theta)
            : new(_shape, MixingWeights, Vector.Concat([.. _shape.Parameters.Map(p => p.Name == group ? values : this[p.Name])]));
    }

    /// <summary>The same parameters with the components in another order.</summary>
    /// <param name="order">For each new component the old one [K].</param>
    /// <exception cref="ArgumentException">The order has not each component once.</exception>
    public MixtureParameters Reordered(Arr<int> order)
    {
        var sound = ComponentOrder.Of(order, Components);
        return new(
            _shape,
            MixingWeights.Select(sound),
            Vector.Concat([.. _shape.Parameters.Map(p => Vector.Concat([.. sound.Map(k => this[p.Name].Slice(k * p.Count, p.Count))]))])
        );
    }

    /// <summary>θ of the components one after the other [K×p].</summary>
    internal double[] ByComponent()
    {
        var (p, all) = (_shape.Count, new double[Theta.Count]);
        for (var k = 0; k < Components; k++)
        for (var q = 0; q < p; q++)
            all[k * p + q] = Theta[Place(_shape, Components, k, q)];
        return all;
    }

    internal static MixtureParameters OfComponents(FamilyShape shape, Vector mixingWeights, ReadOnlySpan<double> thetas)
    {
        var (p, k) = (shape.Count, mixingWeights.Count);
        var theta = new double[thetas.Length];
        for (var i = 0; i < thetas.Length; i++)
            theta[Place(shape, k, i / p, i % p)] = thetas[i];
        return new(shape, mixingWeights, Vector.Create(theta));
    }

    // Where the q-th number of component k stands: group after group, in each component after component.
    static int Place(FamilyShape shape, int components, int k, int q)
    {
        var first = 0;
        foreach (var parameter in shape.Parameters)
        {
            if (q < parameter.Count)
                return first + k * parameter.Count + q;
            (first, q) = (first + components * parameter.Count, q - parameter.Count);
        }
        throw new ArgumentOutOfRangeException(nameof(q));
    }

    /// <summary>Equal numbers are equal parameters.</summary>
    public bool Equals(MixtureParameters? other) =>
        other is not null && MixingWeights.Equals(other.MixingWeights) && Theta.Equals(other.Theta);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MixingWeights, Theta);

    /// <summary><c>mixing weights [0.3, 0.7], rate [1, 2.5]</c>.</summary>
    public override string ToString()
    {
        var groups = _shape.Parameters.Map(p => $"{p.Name} {this[p.Name]}");
        return string.Join(", ", groups.Insert(_shape.HasWeightsLast ? groups.Count : 0, $"mixing weights {MixingWeights}"));
    }
}
