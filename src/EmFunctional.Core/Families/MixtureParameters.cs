using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>The parameters of a mixture of K components of a family: π, and of each component θ.</summary>
public sealed record MixtureParameters
{
    internal MixtureParameters(FamilyShape shape, Vector mixingWeights, Vector theta)
        : this(shape, mixingWeights, shape.Of(mixingWeights.Count, theta)) { }

    MixtureParameters(FamilyShape shape, Vector mixingWeights, Thetas thetas) =>
        (Shape, MixingWeights, Thetas) = (shape, mixingWeights, thetas);

    /// <summary>πₖ, the probability that a row comes from component k [K]; they sum to 1.</summary>
    public Vector MixingWeights { get; }

    /// <summary>θ of all components, group after group, of each group component after component [K·p].</summary>
    public Vector Theta => Thetas.Flat;

    /// <summary>K.</summary>
    public int Components => MixingWeights.Count;

    /// <summary>The names of all groups: the mixing weights, then those of θ.</summary>
    public IReadOnlyList<string> Groups => [MixingExtensions.Group, .. Shape.Parameters.Map(parameter => parameter.Name)];

    internal FamilyShape Shape { get; }

    internal Thetas Thetas { get; }

    /// <summary>What is made of them when it is first asked for, such as factors.</summary>
    internal T Once<T>(Func<MixtureParameters, T> make)
        where T : class => _once as T ?? (T)(_once = make(this));

    object? _once;

    /// <summary>A group of numbers of all components, such as <c>rate</c> [K], or [K×size] where a component has several.</summary>
    /// <param name="group">The group's name, or <c>mixingWeight</c>.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Vector this[string group] => group == MixingExtensions.Group ? MixingWeights : Thetas[group];

    /// <summary>θ of a component, in the order of the family's parameters [p].</summary>
    /// <param name="component">k, from 0.</param>
    public Vector Of(int component) => Thetas.Of(component);

    /// <summary>The same parameters with other numbers for a group, which are not checked.</summary>
    /// <param name="group">The group's name, or <c>mixingWeight</c>.</param>
    /// <param name="values">Its numbers, as many as there were.</param>
    /// <exception cref="ArgumentException">There is no such group, or it has another length.</exception>
    public MixtureParameters With(string group, Vector values)
    {
        Sizes.Equal("numbers given", values.Count, $"numbers of {group}", this[group].Count, nameof(values));
        return group == MixingExtensions.Group ? new(Shape, values, Thetas) : new(Shape, MixingWeights, Thetas.With(group, values));
    }

    internal MixtureParameters With(Vector mixingWeights, Vector theta) => new(Shape, mixingWeights, Thetas.Of(theta));

    internal MixtureParameters With(Thetas thetas) => new(Shape, MixingWeights, thetas);

    /// <summary>The same parameters with the components in another order.</summary>
    /// <param name="order">For each new component the old one [K].</param>
    /// <exception cref="ArgumentException">The order has not each component once.</exception>
    public MixtureParameters Reordered(Arr<int> order) => Chosen(ComponentOrder.Of(order, Components));

    // Some of the components; the weights are as they were.
    internal MixtureParameters Chosen(Arr<int> components) => new(Shape, MixingWeights.Select(components), Thetas.Chosen(components));

    /// <summary>θ of the components one after the other [K×p].</summary>
    internal double[] ByComponent() => Thetas.ByMember();

    internal static MixtureParameters OfComponents(FamilyShape shape, Vector mixingWeights, ReadOnlySpan<double> thetas) =>
        new(shape, mixingWeights, shape.OfMembers(mixingWeights.Count, thetas));

    /// <summary>Equal numbers are equal parameters.</summary>
    public bool Equals(MixtureParameters? other) =>
        other is not null && MixingWeights.Equals(other.MixingWeights) && Thetas.Equals(other.Thetas);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MixingWeights, Thetas);

    /// <summary><c>mixing weights [0.3, 0.7], rate [1, 2.5]</c>.</summary>
    public override string ToString()
    {
        var weights = $"mixing weights {MixingWeights}";
        return Shape.HasWeightsLast ? $"{Thetas}, {weights}" : $"{weights}, {Thetas}";
    }
}
