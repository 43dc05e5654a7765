using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>The lengths of fragments as a histogram.</summary>
static class FragmentPicture
{
    /// <summary>The picture of a file of histograms, of which the first is drawn.</summary>
    /// <param name="path">The file, such as <c>fragment_lengths.txt</c>.</param>
    public static Either<EmError, Figure> Read(string path) =>
        FragmentFile
            .Read(path)
            .Bind(all =>
                all.HeadOrNone()
                    .Bind(first => first.Histogram)
                    .Filter(seen => seen.Sum() > 0)
                    .Map(Of)
                    .ToEither(EmError () =>
                        new EmError.BadOption("data", path, new("a file of how many fragments had each length", _ => false))
                    )
            );

    static Figure Of(Vector seen)
    {
        var lengths = Enumerable.Range(1, seen.Count - 1).Where(length => seen[length] > 0).ToArray();
        var (low, high) = (lengths[0], lengths[^1]);
        var (count, mean) = (
            lengths.Sum(length => seen[length]),
            lengths.Sum(length => length * seen[length]) / lengths.Sum(length => seen[length])
        );
        var deviation = Math.Sqrt(lengths.Sum(length => seen[length] * (length - mean) * (length - mean)) / count);
        return new(
            "Lengths of fragments",
            $"{CountFormat.Count((long)count, "fragment")} whose length the pairs told: {Numerics.NumberFormat.Significant(mean, 5)} ± {Numerics.NumberFormat.Significant(deviation, 3)} bases. "
                + $"The stroke is at their mean; a transcript of L bases has about L less that as its effective length.",
            [
                new(
                    "lengths of fragments",
                    new("bases")
                    {
                        Low = low - 0.5,
                        High = high + 0.5,
                        IsWhole = true,
                    },
                    new("fragments") { Low = 0 },
                    [
                        new Mark.Boxes(
                            Vector.Of(high - low + 1, i => low + i - 0.5),
                            Vector.Of(high - low + 1, i => low + i + 0.5),
                            Vector.Of(high - low + 1, _ => 0),
                            Vector.Of(high - low + 1, i => seen[low + i])
                        )
                        {
                            Ink = Ink.Of(0) with { Opacity = 0.6 },
                        },
                        new Mark.Rule(mean, IsVertical: true) { Ink = Ink.Plain },
                    ]
                ),
            ]
        );
    }
}
