using System.Linq;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>An order of components: for each new component the old one.</summary>
static class ComponentOrder
{
    /// <summary>The order, where it has each component once.</summary>
    /// <param name="order">For each new component the old one.</param>
    /// <param name="components">K.</param>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static Arr<int> Of(Arr<int> order, int components) =>
        order.Order().SequenceEqual(Enumerable.Range(0, components))
            ? order
            : throw new ArgumentException(
                $"an order of {components} components has each number from 0 to {components - 1} once, and this is [{string.Join(", ", order)}]",
                nameof(order)
            );
}
