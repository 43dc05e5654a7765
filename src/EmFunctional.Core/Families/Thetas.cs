using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>θ of K members of a family: what a mixture has of its components, and a hidden Markov model of its states.</summary>
public sealed record Thetas
{
    readonly string _family;
    readonly Arr<Parameter> _parameters;

    internal Thetas(string family, Arr<Parameter> parameters, int members, Vector flat) =>
        (_family, _parameters, Members, Flat) = (family, parameters, members, flat);

    /// <summary>K.</summary>
    public int Members { get; }

    /// <summary>θ of all members, group after group, of each group member after member, or once what all share [K·p].</summary>
    public Vector Flat { get; }

    /// <summary>The names of the groups, in order.</summary>
    internal Arr<string> Groups => _parameters.Map(parameter => parameter.Name);

    /// <summary>A group of numbers of all members, such as <c>rate</c> [K], or [K×size] where a member has several.</summary>
    /// <param name="group">The group's name.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Vector this[string group]
    {
        get
        {
            var first = 0;
            foreach (var parameter in _parameters)
            {
                if (parameter.Name == group)
                    return Flat.Slice(first, parameter.CountOf(Members));
                first += parameter.CountOf(Members);
            }
            throw new ArgumentException($"{_family} has no {group}; it has {string.Join(", ", Groups)}", nameof(group));
        }
    }

    /// <summary>θ of a member, in the order of the family's parameters [p].</summary>
    /// <param name="member">k, from 0.</param>
    public Vector Of(int member)
    {
        Sizes.Below("component", member, "components", Members, nameof(member));
        return Vector.Of(CountOf(_parameters), q => Flat[Place(_parameters, Members, member, q)]);
    }

    /// <summary>The same with other numbers for a group, which are not checked.</summary>
    internal Thetas With(string group, Vector values) => Of(Vector.Concat([.. Groups.Map(name => name == group ? values : this[name])]));

    /// <summary>Some of the members, in an order.</summary>
    internal Thetas Chosen(Arr<int> members)
    {
        Vector Chosen(Parameter p, Vector all) => p.IsShared ? all : Vector.Concat([.. members.Map(k => all.Slice(k * p.Count, p.Count))]);
        return new(_family, _parameters, members.Count, Vector.Concat([.. _parameters.Map(p => Chosen(p, this[p.Name]))]));
    }

    internal Thetas Of(Vector flat) => new(_family, _parameters, Members, flat);

    /// <summary>θ of the members one after the other [K×p].</summary>
    internal double[] ByMember()
    {
        var p = CountOf(_parameters);
        var all = new double[Members * p];
        for (var k = 0; k < Members; k++)
        for (var q = 0; q < p; q++)
            all[k * p + q] = Flat[Place(_parameters, Members, k, q)];
        return all;
    }

    internal static Thetas OfMembers(string family, Arr<Parameter> parameters, int members, ReadOnlySpan<double> thetas)
    {
        var (p, flat) = (CountOf(parameters), new double[parameters.Sum(parameter => parameter.CountOf(members))]);
        for (var i = 0; i < thetas.Length; i++)
            flat[Place(parameters, members, i / p, i % p)] = thetas[i];
        return new(family, parameters, members, Vector.Create(flat));
    }

    static int CountOf(Arr<Parameter> parameters) => parameters.Sum(parameter => parameter.Count);

    // Where the q-th number of member k stands: group after group, in each member after member.
    static int Place(Arr<Parameter> parameters, int members, int k, int q)
    {
        var first = 0;
        foreach (var parameter in parameters)
        {
            if (q < parameter.Count)
                return first + (parameter.IsShared ? 0 : k * parameter.Count) + q;
            (first, q) = (first + parameter.CountOf(members), q - parameter.Count);
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

/// <summary>A group of parameters of a family.</summary>
/// <param name="Name">Its name: <c>rate</c>.</param>
/// <param name="Kind">The coordinates of such numbers: <c>Coordinates.Positive</c>.</param>
public sealed record Parameter(string Name, Func<string[], Coordinates> Kind)
{
    /// <summary>How many numbers a component has, named <c>name[k][0]</c>, <c>name[k][1]</c> …; none if it is one number, <c>name[k]</c>.</summary>
    public Option<int> Size { get; init; }

    /// <summary>Whether they are the lower triangle of a symmetric matrix, named <c>name[k][i][j]</c>, i ≥ j; size is the number of them.</summary>
    public bool IsTriangular { get; init; }

    /// <summary>Whether each of them can be held by itself: those that add up to 1 are held together.</summary>
    public bool AreApart { get; init; }

    /// <summary>Whether all components have the same, which stands once on the chart, <c>name[0]</c>, <c>name[1]</c> …</summary>
    internal bool IsShared { get; init; }

    /// <summary>What the second index counts, where that has names [size].</summary>
    public Arr<string> Levels { get; init; } = Arr<string>.Empty;

    /// <summary>The same of a parameter whose second index counts columns, or what is made of them: given their names [d].</summary>
    public Func<Arr<string>, Arr<string>>? LevelsOf { get; init; }

    /// <summary>The natural unit of the numbers of all components, in which a change is measured; that of their kind if null.</summary>
    public Func<Thetas, Vector>? Unit { get; init; }

    internal int Count => Size.IfNone(1);

    internal int CountOf(int members) => IsShared ? Count : members * Count;
}
