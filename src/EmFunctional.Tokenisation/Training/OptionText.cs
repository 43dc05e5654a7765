using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Tokenisation.Training;

// The options of a training as text: a part of the identity of its runs, so that a journal is taken up with the same ones alone.
static class OptionText
{
    public static IEnumerable<ModelOption> Of(TokeniserOptions options)
    {
        var (o, d) = (options, TokeniserOptions.Default);
        yield return new("vocabulary", $"{o.VocabularySize}");
        yield return new("coverage", NumberText.Shortest(o.CharacterCoverage));
        yield return new("shrinking", NumberText.Shortest(o.ShrinkingFactor));
        yield return new("longest", $"{o.MaxPieceLength}");
        yield return new("last", $"{o.Schedule.LastIterations}");
        yield return new("surplus", NumberText.Shortest(o.Schedule.Surplus));
        yield return new("price", NumberText.Shortest(o.Schedule.TokenPrice));
        yield return new("pruning", o.Schedule.Pruning == PruningFormula.AllPieces ? "all-pieces" : "alternatives");
        foreach (var option in Others(o).Except(Others(d)))
            yield return option;
    }

    // Told where they are not the defaults.
    static IEnumerable<ModelOption> Others(TokeniserOptions o)
    {
        yield return new("required", o.RequiredCharacters);
        yield return new("seeds", $"{o.SeedSize}");
        yield return new("longest-line", $"{o.MaxLineBytes}");
        yield return new("split-by-blank", $"{o.SplitByBlank}");
        yield return new("split-by-script", $"{o.SplitByScript}");
        yield return new("split-by-number", $"{o.SplitByNumber}");
        yield return new("split-digits", $"{o.SplitDigits}");
        yield return new("blank-pieces", $"{o.AllowBlankPieces}");
        yield return new("bytes", $"{o.ByteFallback}");
        yield return new("strict", $"{o.IsSizeStrict}");
        yield return new("user-defined", string.Join('\n', o.UserDefinedSymbols));
        yield return new("control", string.Join('\n', o.ControlSymbols));
        yield return new("special", $"{o.Special}");
        yield return new("normalisation", $"{o.Normalisation}");
        yield return new("last-step", LastStepOf(o.Schedule));
    }

    // That of the last run is told where it does not follow from the first.
    static string LastStepOf(TrainingSchedule schedule) =>
        schedule.LastIterations == 0 || schedule.LastMaximisation == LastOf(schedule.Maximisation) ? "" : $"{schedule.LastMaximisation}";

    /// <summary>The step of the last run that follows from that of the first.</summary>
    public static Maximisation LastOf(Maximisation step) => step == Maximisation.MaximumLikelihood ? step : Maximisation.Discounted;
}
