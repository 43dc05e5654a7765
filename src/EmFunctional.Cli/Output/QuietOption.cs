using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Output;

/// <summary>The option that only errors are wanted beside results.</summary>
sealed class QuietOption
{
    readonly System.CommandLine.Option<bool> _quiet = new("--quiet") { Description = "nothing on standard error but errors" };

    public void AddTo(Command command) => command.Add(_quiet);

    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>The terminal of this process.</summary>
    public Terminal Terminal(ParseResult parsed) => Output.Terminal.OfProcess(IsQuiet(parsed));
}
