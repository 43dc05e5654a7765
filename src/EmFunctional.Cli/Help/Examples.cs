using System.Collections.Generic;
using System.Linq;

namespace EmFunctional.Cli.Help;

/// <summary>Calls that work as they stand, for help; a test runs them all. Those that read a file follow the one that writes it.</summary>
static class Examples
{
    static readonly Dictionary<string, string[]> _ofVerbs = new(StringComparer.Ordinal)
    {
        ["em"] = ["em fit gaussian-mixture @iris -k 3", "em explain coins @do-batzoglou", "em models gaussian-mixture"],
        ["fit"] =
        [
            "em fit gaussian-mixture @iris -k 3 --starts 10 --save iris.json",
            "em fit normal-mixture @faithful --column waiting --journal run.clef",
            "em fit coins @do-batzoglou --journal sqlite:runs.db",
            "em fit poisson-mixture @times-deaths --column deaths --weight-column days --cluster 2",
            "em fit coins @do-batzoglou --start '{\"theta\":[0.6,0.5]}' --trace",
        ],
        ["explain"] = ["em explain coins @do-batzoglou", "em explain normal-mixture @notebook-points -o story.html"],
        ["select"] = ["em select gaussian-mixture @iris -k 1-4 --form full,tied"],
        ["impute"] = ["em impute gaussian-mixture @airquality -k 1"],
        ["predict"] = ["em predict iris.json @iris", "em predict iris.json @iris -o labels.csv"],
        ["score"] = ["em score iris.json @iris", "em score iris.json @iris --rows"],
        ["sample"] = ["em sample iris.json -n 5 --seed 7"],
        ["convert"] = ["em convert points.csv -o points.npy"],
        ["partition"] = ["em partition points.csv --parts 4 -o parts"],
        ["plot"] = ["em plot run.clef -o run.svg", "em plot run.clef --what density -o density.png"],
        ["serve"] = ["em serve --playground"],
        ["watch"] = ["em watch run.clef", "em watch run.clef --data @faithful"],
        ["replay"] = ["em replay run.clef --trace"],
        ["resume"] = ["em resume run.clef @faithful --stop 'residual(1e-10)'"],
        ["verify"] = ["em verify run.clef @faithful"],
        ["diff"] = ["em diff run.clef run.clef"],
        ["runs"] = ["em runs sqlite:runs.db", "em runs sqlite:runs.db --verdict converged"],
        ["worker"] = ["em worker --join 127.0.0.1:7100"],
        ["models"] = ["em models", "em models gaussian-mixture"],
        ["samples"] = ["em samples", "em samples iris"],
        ["completion"] = ["em completion bash"],
    };

    static readonly Dictionary<string, string> _ofModels = new(StringComparer.Ordinal)
    {
        ["coins"] = "em fit coins @do-batzoglou",
        ["normal-mixture"] = "em fit normal-mixture @faithful --column waiting",
        ["gaussian-mixture"] = "em fit gaussian-mixture @iris -k 3",
        ["poisson-mixture"] = "em fit poisson-mixture @times-deaths --column deaths --weight-column days",
        ["mixture"] = "em fit mixture @iris -k 3 --family 'normal(petal_length) * normal(petal_width)'",
        ["linkage"] = "em fit linkage @linkage",
        ["hmm"] = "em fit hmm @ice-cream",
    };

    static readonly Dictionary<string, string> _ofOptions = new(StringComparer.Ordinal)
    {
        ["--mixing"] = "em fit coins @do-batzoglou --mixing estimated",
        ["--hold"] = "em fit normal-mixture @faithful --column waiting --hold 'mean[0]=60'",
        ["--m-step"] = "em fit normal-mixture @notebook-points --m-step textbook",
        ["--tie"] = "em fit normal-mixture @faithful --column waiting --tie standardDeviation",
        ["--form"] = "em fit gaussian-mixture @iris -k 3 --form diagonal",
        ["--on-degenerate"] = "em fit gaussian-mixture @iris -k 6 --on-degenerate floor",
        ["--family"] = "em fit mixture @faithful --family 'normal(eruptions) * normal(waiting)'",
        ["--emission"] = "em fit hmm @faithful --emission 'normal(waiting)'",
    };

    /// <summary>The calls of a verb by the words that call it, such as <c>fit</c>; none of one that is not known here.</summary>
    public static IEnumerable<string> OfVerb(string verb) => _ofVerbs.GetValueOrDefault(verb, []);

    /// <summary>A call that fits a model.</summary>
    public static string OfModel(string model) => _ofModels.GetValueOrDefault(model, $"em fit {model} DATA");

    /// <summary>A call with an option of a model, where there is one.</summary>
    public static string? OfOption(string option) => _ofOptions.GetValueOrDefault(option);

    /// <summary>A call in lines that a shell reads as one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="width">How many characters a line may have.</param>
    public static IEnumerable<string> Lines(string call, int width)
    {
        const string goesOn = " \\";
        var words = Words(call).ToArray();
        var line = words[0];
        foreach (var word in words.Skip(1))
            if (line.Length + 1 + word.Length + goesOn.Length > width)
            {
                yield return line + goesOn;
                line = "  " + word;
            }
            else
                line += " " + word;
        yield return line;
    }

    // What stands in quotes is one word.
    static IEnumerable<string> Words(string call)
    {
        var (first, isQuoted) = (0, false);
        for (var i = 0; i < call.Length; i++)
        {
            if (call[i] == '\'')
                isQuoted = !isQuoted;
            if (call[i] != ' ' || isQuoted)
                continue;
            yield return call[first..i];
            first = i + 1;
        }
        yield return call[first..];
    }
}
