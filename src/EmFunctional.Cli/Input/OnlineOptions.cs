using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Online;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary><c>em fit … --online</c>: rows are learned as they come.</summary>
sealed class OnlineOptions
{
    const int DefaultFirst = 1000;

    readonly System.CommandLine.Option<bool> _online = new("--online")
    {
        Description = "learn the rows one after the other as they come, each once, also without end from standard input: stepwise EM",
    };
    readonly CliOption _batch = new("--batch") { Description = "rows that are learned together [default: 256]", HelpName = "N" };
    readonly CliOption _steps = new("--steps")
    {
        Description =
            "how much of what was learned a batch replaces: power(KAPPA, T0), (t + t0)^-kappa with 0.5 < kappa <= 1, or constant(GAMMA) for rows that drift [default: power(0.6)]",
        HelpName = "STEPS",
    };
    readonly CliOption _average = new("--average") { Description = "average what was learned from this batch on", HelpName = "BATCH" };
    readonly CliOption _warmup = new("--warm-up") { Description = "keep the start for so many rows [default: 0]", HelpName = "ROWS" };
    readonly CliOption _report = new("--report")
    {
        Description = "an iteration, in the journal and to be seen, after every so many batches [default: 1]",
        HelpName = "BATCHES",
    };
    readonly CliOption _first = new("--first")
    {
        Description = $"rows in which columns and start are found; they are learned too [default: {DefaultFirst}]",
        HelpName = "ROWS",
    };

    CliOption[] Others => [_batch, _steps, _average, _warmup, _report, _first];

    public void AddTo(Command command)
    {
        command.Add(_online);
        foreach (var option in Others)
            command.Add(option);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_online);

    /// <summary>What is wrong with options that mean nothing without it.</summary>
    public Validation<EmError, Unit> Check(ParseResult parsed) =>
        IsGiven(parsed) || Others.FirstOrDefault(option => parsed.GetValue(option) is not null) is not { } other
            ? Prelude.unit
            : new EmError.BadOption("online", "", new($"given with {other.Name}", _ => false));

    /// <summary>The schedule, and how many rows are looked at first.</summary>
    public Validation<EmError, (OnlineSchedule Schedule, int First)> Read(ParseResult parsed) =>
        from batch in Number(parsed, _batch, 1, OnlineSchedule.Default.Batch)
        from steps in parsed.GetValue(_steps) is { } text ? StepSizes.Parse(text).ToValidation() : OnlineSchedule.Default.Steps
        from average in Number(parsed, _average, 1, 0)
        from warmup in Number(parsed, _warmup, 0, 0)
        from report in Number(parsed, _report, 1, 1)
        from first in Number(parsed, _first, 1, DefaultFirst)
        select (
            new OnlineSchedule
            {
                Batch = (int)batch,
                Steps = steps,
                Average = average > 0 ? average : Option<long>.None,
                Warmup = warmup,
                Report = (int)report,
            },
            (int)first
        );

    static Validation<EmError, long> Number(ParseResult parsed, CliOption option, int least, long otherwise) =>
        parsed.GetValue(option) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least ? value
        : new EmError.BadOption(option.Name.TrimStart('-'), text, Domain.WholeNumberFrom(least));
}
