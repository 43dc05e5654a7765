using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Explaining;

/// <summary>Every model tells of every sample, and of the smallest data, whatever K is.</summary>
public class EveryStoryTests
{
    static readonly Dictionary<string, string[]> _samplesOf = new()
    {
        ["coins"] = ["do-batzoglou", "notebook-coins"],
        ["normal-mixture"] = ["notebook-points", "faithful waiting", "iris petal_width"],
        ["gaussian-mixture"] = ["notebook-points", "faithful", "airquality", "iris"],
        ["poisson-mixture"] = ["times-deaths deaths days"],
        ["hmm"] = ["ice-cream"],
        ["linkage"] = ["linkage"],
    };

    static readonly Dictionary<string, string[]> _smallOf = new()
    {
        ["coins"] = ["HTT", "HHH|TTT", "HHT|HHT|HHT", "heads,tails|0,0|2,3|7,0", "heads,tails,w|1,4,0|2,2,1|0,3,2.5"],
        ["normal-mixture"] = ["x|2", "x|2|3", "x|4|4|4|9", "x|1||6|8", "x,w|1,2|5,0|6,1|6,0.5|9,3"],
        ["gaussian-mixture"] = ["a,b|1,5", "a,b|1,5|2,4", "a,b|1,5|2,4|9,0", "a,b|1,5|1,5|2,4|2,4|7,7", "a,b|1,|2,4|,0|3,3|8,1"],
        ["poisson-mixture"] = ["n|3", "n|0|0", "n|0|4|9", "n|2|2|2|50|51", "n,w|0,1|7,0.25|8,2"],
        ["hmm"] = ["s|a", "s|a|b", "s|a|a|a|b", "sequence,s|1,a|1,b|2,b|2,b|3,a"],
        ["linkage"] = ["1,2,3,4", "0,2,3,4", "9,0,0,0", "0,0,0,4"],
    };

    public static IEnumerable<object[]> Told =>
        from model in _samplesOf.Keys
        from data in _samplesOf[model].Select(sample => $"@{sample}").Concat(_smallOf[model])
        select new object[] { model, data };

    [Theory]
    [MemberData(nameof(Told))]
    public void A_story_is_told_or_refused_whatever_the_number_of_components(string model, string data)
    {
        foreach (var k in new[] { 1, 2, 3, 5, 8 })
            Assert.All(Stories.Of(model, data, k).SuccessToSeq().Select(Stories.Text), text => Assert.DoesNotMatch("NaN|Infinity|∞", text));
    }

    // Each other start leaves a component without points, or with equal ones: the chapter says that none came to an end.
    [Fact]
    public void Starts_that_cannot_be_are_counted()
    {
        var text = Stories.Text(Stories.Of("normal-mixture", "x|1|2|40|41", 2).OrThrow());
        Assert.Contains("of the starts came to no end", text, StringComparison.Ordinal);
    }
}
