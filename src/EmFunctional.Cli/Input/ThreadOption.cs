using System.Globalization;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>How many threads go through the blocks of the data.</summary>
/// <param name="aliases">Other names of the option.</param>
sealed class ThreadOption(params string[] aliases)
{
    const int Most = 1024;

    readonly System.CommandLine.Option<string?> _threads = new("--threads", aliases)
    {
        Description = "how many threads at the most, the same bits for any number [default: the processors of the machine]",
        HelpName = "N",
    };

    public void AddTo(Command command) => command.Add(_threads);

    public Validation<EmError, IBlockExecutor> Of(ParseResult parsed) => Count(parsed).Map(IBlockExecutor (count) => new Threads(count));

    public Validation<EmError, int> Count(ParseResult parsed) =>
        parsed.GetValue(_threads) is not { } text ? Environment.ProcessorCount
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most ? count
        : new EmError.BadOption("threads", text, new($"a whole number from 1 to {Most}", _ => false));
}
