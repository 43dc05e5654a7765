using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Numerics;
using EmFunctional.Testing;

namespace EmFunctional.Tests.Support;

/// <summary>A reference result, computed independently of this project (Oracles/Reference).</summary>
sealed class ReferenceCase
{
    readonly JsonElement _root;

    ReferenceCase(JsonElement root) => _root = root;

    public static ReferenceCase Read(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Oracles", "Reference", $"{name}.json"));
        return new(JsonDocument.Parse(file).RootElement.Clone());
    }

    public IReadOnlyList<JsonElement> Trace => [.. _root.GetProperty("trace").EnumerateArray()];

    public JsonElement this[string name] => _root.GetProperty(name);
}

static class Close
{
    /// <summary>|a − b| ≤ limit·max(1, |b|), with a message that says by how much not.</summary>
    public static void To(double expected, double actual, double limit, string what) =>
        Assert.True(
            new Tolerance(limit).Accepts(expected, actual),
            $"{what}: expected {expected:R}, found {actual:R}, apart by {Math.Abs(actual - expected):R}"
        );

    public static void To(Vector expected, Vector actual, double limit, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            To(expected[i], actual[i], limit, $"{what}[{i}]");
    }

    public static void To(JsonElement expected, IEnumerable<double> actual, double limit, string what)
    {
        var numbers = expected.EnumerateArray().Select(e => e.GetDouble()).ToArray();
        Assert.Equal(numbers.Length, actual.Count());
        foreach (var (e, a) in numbers.Zip(actual))
            To(e, a, limit, what);
    }
}
