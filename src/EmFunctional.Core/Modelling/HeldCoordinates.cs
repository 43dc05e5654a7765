using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

// What is held of the numbers of a chart.
static class HeldCoordinates
{
    extension(FixedParameters fixedParameters)
    {
        /// <summary>Whether each number of a group is held.</summary>
        /// <param name="group">The group: <c>mean</c>.</param>
        /// <param name="count">How many it has.</param>
        public bool[] Of(string group, int count) => [.. Coordinates.Indexed(group, count).Select(name => fixedParameters[name].IsSome)];

        /// <summary>A vector of the chart with these in their places; mixing weights that are not held share what is left.</summary>
        /// <param name="names">The names on the chart.</param>
        /// <param name="flat">The vector.</param>
        public Vector Apply(Arr<string> names, Vector flat)
        {
            var held = Vector.Of(flat.Count, i => fixedParameters[names[i]].IfNone(flat[i]));
            var weights = fixedParameters.Values.Filter(h => h.Name.StartsWith(MixingExtensions.Group, StringComparison.Ordinal));
            if (weights.IsEmpty)
                return held;
            bool IsFreeWeight(int i) =>
                names[i].StartsWith(MixingExtensions.Group, StringComparison.Ordinal) && fixedParameters[names[i]].IsNone;
            var left = 1 - weights.Sum(h => h.Value);
            var free = Enumerable.Range(0, flat.Count).Where(IsFreeWeight).Sum(i => flat[i]);
            return Vector.Of(flat.Count, i => IsFreeWeight(i) ? flat[i] / free * left : held[i]);
        }

        /// <summary>A start with these in their places, if the model has such numbers and lets them be there.</summary>
        /// <param name="model">The model's name.</param>
        /// <param name="mixing">What it does with its mixing weights.</param>
        /// <param name="free">The chart with nothing held.</param>
        /// <param name="start">A start with nothing held.</param>
        public Validation<EmError, Vector> On<TParams>(string model, Mixing mixing, Chart<TParams> free, Vector start)
        {
            var unknown = fixedParameters.Unknown(free.Names);
            if (!unknown.IsEmpty)
                return unknown;
            if (
                mixing == Mixing.Equal
                && fixedParameters.Values.Exists(held => held.Name.StartsWith(MixingExtensions.Group, StringComparison.Ordinal))
            )
                return new EmError.CannotDo($"{model} with equal mixing weights", "hold one of them elsewhere");
            var flat = fixedParameters.Apply(free.Names, start);
            return free.FromFlat(flat).Map(_ => flat).ToValidation();
        }

        /// <summary>The coordinates of numbers that are held together or not at all.</summary>
        /// <param name="group">Their coordinates where they are not held.</param>
        public Coordinates Whole(Coordinates group) =>
            group.DegreesOfFreedom > 0 && group.Names.Exists(name => fixedParameters[name].IsSome)
                ? Coordinates.Held([.. group.Names], Vector.Of(group.Names.Select(name => fixedParameters[name].IfNone(double.NaN))))
                : group;

        /// <summary>The coordinates of numbers that stand alone, each held or of a kind.</summary>
        /// <param name="names">Their names.</param>
        /// <param name="kind">Their kind: <c>Coordinates.Real</c> …</param>
        public Coordinates[] Each(string[] names, Func<string[], Coordinates> kind) =>
            names.Any(name => fixedParameters[name].IsSome)
                ? [.. names.Select(name => fixedParameters[name].Match(value => Coordinates.Held([name], [value]), () => kind([name])))]
                : [kind(names)];
    }
}
