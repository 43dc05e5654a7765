using System.CommandLine;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Tokenisation;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary>The options of a training.</summary>
sealed class TrainOptions
{
    const string Ours = "em";
    const string Old = "0.1.97";
    const string New = "0.1.99";

    static readonly TokeniserOptions _default = TokeniserOptions.Default;

    readonly System.CommandLine.Option<int> _vocab = Of("--vocab", "how many pieces the vocabulary has", _default.VocabularySize, "N");
    readonly System.CommandLine.Option<double> _coverage = Of(
        "--coverage",
        "which part of all characters must be pieces",
        _default.CharacterCoverage,
        "C"
    );
    readonly System.CommandLine.Option<string> _like = Of(
        "--like",
        $"the schedule: {Ours}, or that of SentencePiece {Old} or {New}, with as many pieces as it finds",
        Ours,
        "VERSION"
    );
    readonly System.CommandLine.Option<string> _step = Of(
        "--step",
        "how expected counts become probabilities: digamma, as SentencePiece has it, or likelihood, whose objective never falls",
        "digamma",
        "STEP"
    );
    readonly System.CommandLine.Option<int?> _sub = new("--sub-iterations")
    {
        Description = "E and M so many times between two prunings [default: 2]",
        HelpName = "N",
    };
    readonly System.CommandLine.Option<bool> _squarem = new("--squarem") { Description = "accelerate EM between prunings by SQUAREM" };
    readonly System.CommandLine.Option<double?> _shrink = new("--shrink")
    {
        Description = "which part of the pieces a pruning leaves [default: 0.75]",
        HelpName = "F",
    };
    readonly System.CommandLine.Option<int> _seeds = Of("--seeds", "how many pieces EM begins with at the most", _default.SeedSize, "N");
    readonly System.CommandLine.Option<int> _longest = Of("--longest", "the most characters in a piece", _default.MaxPieceLength, "N");
    readonly System.CommandLine.Option<int> _line = Of(
        "--longest-line",
        "the most bytes in a line; longer ones are passed over",
        _default.MaxLineBytes,
        "N"
    );
    readonly System.CommandLine.Option<string> _normalisation = Of(
        "--normalisation",
        "how text is made uniform: nmt_nfkc, nfkc or identity",
        "nmt_nfkc",
        "RULE"
    );
    readonly System.CommandLine.Option<string[]> _symbols = new("--symbol")
    {
        Description = "a text that is one piece wherever it stands; may be given several times",
        HelpName = "TEXT",
    };
    readonly System.CommandLine.Option<string[]> _controls = new("--control")
    {
        Description = "a mark that no text contains; may be given several times",
        HelpName = "TEXT",
    };
    readonly System.CommandLine.Option<string> _required = Of("--required", "characters that are pieces however rare they are", "", "TEXT");
    readonly System.CommandLine.Option<bool> _bytes = new("--byte-fallback")
    {
        Description = "write characters that are no pieces as bytes, for which there are 256 pieces",
    };
    readonly System.CommandLine.Option<bool> _digits = new("--split-digits") { Description = "every digit is a piece of its own" };
    readonly System.CommandLine.Option<bool> _acrossNumbers = new("--join-numbers")
    {
        Description = "digits may stand in a piece with letters",
    };
    readonly System.CommandLine.Option<bool> _acrossScripts = new("--join-scripts")
    {
        Description = "letters of several scripts may stand in a piece",
    };
    readonly System.CommandLine.Option<bool> _acrossBlanks = new("--join-words") { Description = "pieces may reach over blanks" };
    readonly System.CommandLine.Option<bool> _lenient = new("--at-most")
    {
        Description = "fewer pieces than --vocab are no error where the text has no more",
    };

    static System.CommandLine.Option<T> Of<T>(string name, string description, T value, string help) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => value,
            HelpName = help,
        };

    public void AddTo(Command command)
    {
        System.CommandLine.Option[] all =
        [
            _vocab,
            _coverage,
            _like,
            _step,
            _sub,
            _squarem,
            _shrink,
            _seeds,
            _longest,
            _line,
            _normalisation,
            _symbols,
            _controls,
            _required,
            _bytes,
            _digits,
            _acrossNumbers,
            _acrossScripts,
            _acrossBlanks,
            _lenient,
        ];
        foreach (var option in all)
            command.Add(option);
    }

    /// <summary>The options asked for.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="basis">What holds where it names none: the defaults, or what a journal has recorded.</param>
    public Validation<EmError, TokeniserOptions> Of(ParseResult parsed, TokeniserOptions basis) =>
        from schedule in Schedule(parsed, basis.Schedule)
        from rule in Choose(
            parsed,
            _normalisation,
            basis.Normalisation.Rule,
            ("nmt_nfkc", NormalisationRule.NmtNfkc),
            ("nfkc", NormalisationRule.Nfkc),
            ("identity", NormalisationRule.Identity)
        )
        select basis with
        {
            VocabularySize = Given(parsed, _vocab, basis.VocabularySize),
            CharacterCoverage = Given(parsed, _coverage, basis.CharacterCoverage),
            RequiredCharacters = Given(parsed, _required, basis.RequiredCharacters),
            SeedSize = Given(parsed, _seeds, basis.SeedSize),
            ShrinkingFactor = parsed.GetValue(_shrink) ?? basis.ShrinkingFactor,
            MaxPieceLength = Given(parsed, _longest, basis.MaxPieceLength),
            MaxLineBytes = Given(parsed, _line, basis.MaxLineBytes),
            SplitByBlank = !Given(parsed, _acrossBlanks, !basis.SplitByBlank),
            SplitByScript = !Given(parsed, _acrossScripts, !basis.SplitByScript),
            SplitByNumber = !Given(parsed, _acrossNumbers, !basis.SplitByNumber),
            SplitDigits = Given(parsed, _digits, basis.SplitDigits),
            ByteFallback = Given(parsed, _bytes, basis.ByteFallback),
            IsSizeStrict = !Given(parsed, _lenient, !basis.IsSizeStrict),
            UserDefinedSymbols = IsGiven(parsed, _symbols) ? new(parsed.GetValue(_symbols)!) : basis.UserDefinedSymbols,
            ControlSymbols = IsGiven(parsed, _controls) ? new(parsed.GetValue(_controls)!) : basis.ControlSymbols,
            Normalisation = basis.Normalisation with { Rule = rule },
            Schedule = schedule,
        };

    Validation<EmError, TrainingSchedule> Schedule(ParseResult parsed, TrainingSchedule basis) =>
        from like in Choose(
            parsed,
            _like,
            basis,
            (Ours, TrainingSchedule.Default),
            (Old, TrainingSchedule.Like0197),
            (New, TrainingSchedule.Like0199)
        )
        from step in Choose(
            parsed,
            _step,
            like.Maximisation,
            ("digamma", Maximisation.Digamma),
            ("likelihood", Maximisation.MaximumLikelihood)
        )
        select like with
        {
            Maximisation = step,
            LastMaximisation = step == Maximisation.MaximumLikelihood && IsGiven(parsed, _step) ? step : like.LastMaximisation,
            SubIterations = parsed.GetValue(_sub) ?? like.SubIterations,
            IsAccelerated = Given(parsed, _squarem, like.IsAccelerated),
        };

    static bool IsGiven(ParseResult parsed, System.CommandLine.Option option) => parsed.GetResult(option) is { Implicit: false };

    static T Given<T>(ParseResult parsed, System.CommandLine.Option<T> option, T otherwise) =>
        IsGiven(parsed, option) ? parsed.GetValue(option)! : otherwise;

    static Validation<EmError, T> Choose<T>(
        ParseResult parsed,
        System.CommandLine.Option<string> option,
        T otherwise,
        params (string Name, T Value)[] values
    )
    {
        if (!IsGiven(parsed, option))
            return otherwise;
        var asked = parsed.GetValue(option);
        foreach (var (name, value) in values)
            if (name == asked)
                return value;
        return new EmError.BadOption(
            option.Name.TrimStart('-'),
            asked ?? "",
            new($"one of {string.Join(", ", values.Select(value => value.Name))}", _ => false)
        );
    }
}
