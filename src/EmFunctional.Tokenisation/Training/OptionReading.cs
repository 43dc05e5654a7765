using System.Globalization;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

// The way back: the options of a training from its first run.
static class OptionReading
{
    /// <summary>The options; nothing where the text does not tell all of them.</summary>
    /// <param name="first">What determines the first run of the training.</param>
    public static Option<TokeniserOptions> Of(RunSpecification first)
    {
        var schedule = TrainingSchedule.Default with
        {
            IsAccelerated = first.Algorithm != Algorithm.PlainName,
            SubIterations = TimesOf(first.Rule),
            CountsUnknownAsFirst = first.Model.Options.Exists(option => option.Name == "unknown-is"),
        };
        var found = first.Model.Options.Fold(
            Prelude.Some(TokeniserOptions.Default with { Schedule = schedule }),
            (read, option) => read.Bind(o => With(o, option))
        );
        // What comes out must say the same: else there is something in it that the text does not tell.
        return found.Filter(o =>
            o.Schedule.SubIterations > 0 && OptionText.Of(o).SequenceEqual(first.Model.Options.Where(option => !IsOfRun(option.Name)))
        );
    }

    // E and M so many times, where the rule counts what follows the first.
    static int TimesOf(string rule) =>
        rule.StartsWith(Iterations, StringComparison.Ordinal)
        && int.TryParse(rule[Iterations.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var more)
        && StopRule.Iterations(more).Text == rule
            ? more + 1
            : 0;

    const string Iterations = "iterations(";

    // What the model says of a run besides the options of the training.
    static bool IsOfRun(string name) => name is "step" or "least" or "unknown" or "unknown-is";

    static Option<TokeniserOptions> With(TokeniserOptions o, ModelOption option)
    {
        var (text, schedule) = (option.Value, o.Schedule);
        var (whole, number, isSo) = (Prelude.parseInt(text), NumberOf(text), Prelude.parseBool(text));
        return option.Name switch
        {
            "step" => StepOf(text)
                .Map(step => o with { Schedule = schedule with { Maximisation = step, LastMaximisation = OptionText.LastOf(step) } }),
            "least" => number.Map(n => o with { Schedule = schedule with { LeastCount = n } }),
            "unknown" or "unknown-is" => o,
            "vocabulary" => whole.Map(n => o with { VocabularySize = n }),
            "coverage" => number.Map(n => o with { CharacterCoverage = n }),
            "shrinking" => number.Map(n => o with { ShrinkingFactor = n }),
            "longest" => whole.Map(n => o with { MaxPieceLength = n }),
            "last" => whole.Map(n => o with { Schedule = schedule with { LastIterations = n } }),
            "surplus" => number.Map(n => o with { Schedule = schedule with { Surplus = n } }),
            "price" => number.Map(n => o with { Schedule = schedule with { TokenPrice = n } }),
            "pruning" => o with
            {
                Schedule = schedule with { Pruning = text == "all-pieces" ? PruningFormula.AllPieces : PruningFormula.Alternatives },
            },
            "required" => o with { RequiredCharacters = text },
            "seeds" => whole.Map(n => o with { SeedSize = n }),
            "longest-line" => whole.Map(n => o with { MaxLineBytes = n }),
            "split-by-blank" => isSo.Map(b => o with { SplitByBlank = b }),
            "split-by-script" => isSo.Map(b => o with { SplitByScript = b }),
            "split-by-number" => isSo.Map(b => o with { SplitByNumber = b }),
            "split-digits" => isSo.Map(b => o with { SplitDigits = b }),
            "blank-pieces" => isSo.Map(b => o with { AllowBlankPieces = b }),
            "bytes" => isSo.Map(b => o with { ByteFallback = b }),
            "strict" => isSo.Map(b => o with { IsSizeStrict = b }),
            "user-defined" => o with { UserDefinedSymbols = new(text.Split('\n')) },
            "control" => o with { ControlSymbols = new(text.Split('\n')) },
            "normalisation" => Enum.GetValues<NormalisationRule>()
                .Select(rule => o with { Normalisation = o.Normalisation with { Rule = rule } })
                .Where(read => $"{read.Normalisation}" == text)
                .HeadOrNone(),
            "last-step" => Enum.TryParse<Maximisation>(text, out var step)
                ? o with
                {
                    Schedule = schedule with { LastMaximisation = step },
                }
                : Option<TokeniserOptions>.None,
            _ => Option<TokeniserOptions>.None,
        };
    }

    static Option<double> NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : Option<double>.None;

    static Option<Maximisation> StepOf(string text) =>
        Enum.GetValues<Maximisation>().Where(step => UnigramModel.NameOf(step) == text).HeadOrNone();
}
