using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Reporting;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>Components of one fit in the order of another's: their numbers say nothing, and differ from sample to sample.</summary>
/// <param name="model">The model.</param>
/// <param name="estimate">θ of the fit whose order it is.</param>
sealed class ComponentLabels(OpenedModel model, Vector estimate)
{
    readonly (string Group, Arr<int> Indices, Arr<int> Components)[] _numbers =
    [
        .. model.Problem.Chart.Names.Select(name =>
        {
            var (group, indices) = ParameterNames.Parts(name);
            var axes = model.Terms.Axes(group);
            Arr<int> components = Enumerable
                .Range(0, indices.Count)
                .Where(at => at < axes.Count && axes[at] == ParameterAxis.Component)
                .ToArray();
            return (group, indices, components);
        }),
    ];

    /// <summary>θ with its components in the order in which they are nearest to those of the estimate: the sum of squares of how far numbers are apart, each in its natural unit, is the least.</summary>
    /// <param name="at">θ of a sample.</param>
    public Vector Matched(Vector at)
    {
        var k = _numbers.SelectMany(number => number.Components.Map(place => number.Indices[place] + 1)).DefaultIfEmpty(0).Max();
        var units = model.Problem.Chart.Units?.Invoke(estimate) ?? Vector.Of(estimate.Count, _ => 1);
        if (k < 2)
            return at;
        var own = Enumerable.Range(0, _numbers.Length).Where(i => _numbers[i].Components.Count == 1).ToArray();
        var places = Enumerable
            .Range(0, _numbers.Length)
            .ToDictionary(i => Key(_numbers[i].Group, _numbers[i].Indices), StringComparer.Ordinal);
        // Of component l of the estimate and k of the sample, the square of how far they are apart.
        var far = new double[k, k];
        foreach (var i in own)
        {
            var (group, indices, components) = _numbers[i];
            for (var other = 0; other < k; other++)
                if (places.TryGetValue(Key(group, indices.SetItem(components[0], other)), out var there))
                {
                    var apart = (at[there] - estimate[i]) / (units[i] > 0 ? units[i] : 1);
                    far[indices[components[0]], other] += apart * apart;
                }
        }
        var order = Matching.Of(
            Enumerable.Range(0, k).Select(l => (Arr<double>)Enumerable.Range(0, k).Select(m => -far[l, m]).ToArray()).ToArray()
        );
        return Vector.Of(
            at.Count,
            i =>
            {
                var (group, indices, components) = _numbers[i];
                var old = components.Fold(indices, (to, place) => to.SetItem(place, order[to[place]]));
                return places.TryGetValue(Key(group, old), out var there) ? at[there] : at[i];
            }
        );
    }

    static string Key(string group, Arr<int> indices) => $"{group}[{string.Join("][", indices)}]";
}
