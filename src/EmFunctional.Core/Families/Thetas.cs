using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>θ of K members of a family: what a mixture has of its components, and a hidden Markov model of its states.</summary>
public sealed record Thetas
{
    readonly FamilyShape _shape;

    internal Thetas(FamilyShape shape, int members, Vector flat) => (_shape, Members, Flat) = (shape, members, flat);

    /// <summary>K.</summary>
    public int Members { get; }

    /// <summary>θ of all members, group after group, of each group member after member [K·p].</summary>
    public Vector Flat { get; }

    /// <summary>The names of the groups, in order.</summary>
    internal Arr<string> Groups => _shape.Parameters.Map(parameter => parameter.Name);

    /// <summary>A group of numbers of all members, such as <c>rate</c> [K], or [K×size] where a member has several.</summary>
    /// <param name="group">The group's name.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Vector this[string group]
    {
        get
        {
            var first = 0;
            foreach (var parameter in _shape.Parameters)
            {
                if (parameter.Name == group)
                    return Flat.Slice(first, Members * parameter.Count);
                first += Members * parameter.Count;
            }
            throw new ArgumentException($"{_shape.Name} has no {group}; it has {string.Join(", ", Groups)}", nameof(group));
        }
    }

    /// <summary>θ of a member, in the order of the family's parameters [p].</summary>
    /// <param name="member">k, from 0.</param>
    public Vector Of(int member)
    {
        Sizes.Below("component", member, "components", Members, nameof(member));
        return Vector.Of(_shape.Count, q => Flat[Place(_shape, Members, member, q)]);
    }

    /// <summary>The same with other numbers for a group, which are not checked.</summary>
    internal Thetas With(string group, Vector values) =>
        new(_shape, Members, Vector.Concat([.. Groups.Map(name => name == group ? values : this[name])]));

    /// <summary>The same with the members in another order, which has each once.</summary>
    internal Thetas Reordered(Arr<int> order) =>
        new(
            _shape,
            Members,
            Vector.Concat([.. _shape.Parameters.Map(p => Vector.Concat([.. order.Map(k => this[p.Name].Slice(k * p.Count, p.Count))]))])
        );

    /// <summary>θ of the members one after the other [K×p].</summary>
    internal double[] ByMember()
    {
        var (p, all) = (_shape.Count, new double[Flat.Count]);
        for (var k = 0; k < Members; k++)
        for (var q = 0; q < p; q++)
            all[k * p + q] = Flat[Place(_shape, Members, k, q)];
        return all;
    }

    internal static Thetas OfMembers(FamilyShape shape, int members, ReadOnlySpan<double> thetas)
    {
        var (p, flat) = (shape.Count, new double[thetas.Length]);
        for (var i = 0; i < thetas.Length; i++)
            flat[Place(shape, members, i / p, i % p)] = thetas[i];
        return new(shape, members, Vector.Create(flat));
    }

    // Where the q-th number of member k stands: group after group, in each member after member.
    static int Place(FamilyShape shape, int members, int k, int q)
    {
        var first = 0;
        foreach (var parameter in shape.Parameters)
        {
            if (q < parameter.Count)
                return first + k * parameter.Count + q;
            (first, q) = (first + members * parameter.Count, q - parameter.Count);
        }
        throw new ArgumentOutOfRangeException(nameof(q));
    }

    /// <summary>Equal numbers are equal.</summary>
    public bool Equals(Thetas? other) => other is not null && Flat.Equals(other.Flat);

    /// <inheritdoc/>
    public override int GetHashCode() => Flat.GetHashCode();

    /// <summary><c>rate [1, 2.5]</c>.</summary>
    public override string ToString() => string.Join(", ", Groups.Map(name => $"{name} {this[name]}"));
}
