using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;

namespace EmFunctional.Models.Linkage;

// The story of the animals in four cells.
static class LinkageExplanation
{
    public static Narrative Narrative(LinkageData data) =>
        new(
            "animal",
            "kind",
            Components: 1,
            Scene: "Animals were counted in four cells, to learn whether two genes are inherited together (linkage). Two kinds of animal fall into the first "
                + "cell and look the same.",
            Hidden: "which animals of the first cell are of its second kind",
            Wanted: "theta, which linkage makes larger",
            Counting: "with x2 animals of the second kind in the first cell, theta is the share of those that speak for it: "
                + $"(x2 + {data.Y4}) / (x2 + {data.Y2} + {data.Y3} + {data.Y4})",
            Arr.create(
                "The four cells have probabilities 1/2 + theta/4, (1 - theta)/4, (1 - theta)/4 and theta/4; the first is two kinds, of 1/2 and theta/4, "
                    + "that look the same."
            ),
            Arr.create("theta"),
            Arr.create<Passage>(new Working(Arr.create($"animals in the four cells:  {data.Y1}  {data.Y2}  {data.Y3}  {data.Y4}"))),
            at => Responsibility(data, at[0]),
            (from, to, isFirst) => Iteration(data, from[0], to[0], isFirst)
        );

    static double Share(double theta) => theta / 4 / (0.5 + theta / 4);

    static string ShareOf(double theta) =>
        $"(theta/4) / (1/2 + theta/4) = {NumberFormat.Significant(theta / 4, 4)} / {NumberFormat.Significant(0.5 + theta / 4, 4)} = {NumberFormat.Fixed(Share(theta), 3)}";

    static Arr<Passage> Responsibility(LinkageData data, double theta)
    {
        var share = NumberFormat.Fixed(Share(theta), 2);
        return Arr.create<Passage>(
            new Prose(
                "Take an animal of the first cell. By Bayes' rule, it is of the second kind with that kind's share of the cell's probability:"
            ),
            new Working(Arr.create(ShareOf(theta))),
            new Prose(
                $"{share} is the responsibility of the second kind for each of the {data.Y1} animals of the first cell: given the current guess, an "
                    + $"animal there is of that kind with probability {share}. It says how much we know and not what is: each animal is of one kind, wholly."
            )
        );
    }

    static Arr<Passage> Iteration(LinkageData data, double from, double to, bool isFirst)
    {
        var expected = NumberFormat.Fixed(data.Y1 * Share(from), 2);
        var count = new Working(Arr.create($"x2 = {data.Y1} × {NumberFormat.Fixed(Share(from), 3)} = {expected}"));
        var theta = new Working(
            Arr.create(
                $"theta = ({expected} + {data.Y4}) / ({expected} + {data.Y2} + {data.Y3} + {data.Y4}) = {NumberFormat.Significant(to, 6)}"
            )
        );
        return isFirst
            ? Arr.create<Passage>(
                new Prose("E-step (expectation). So many animals of the first cell are expected to be of the second kind:"),
                count,
                new Prose(
                    "An expected count need not be whole: it is an average over all that may be. M-step (maximisation). Now do as in chapter 1:"
                ),
                theta
            )
            : Arr.create<Passage>(count, theta);
    }
}
