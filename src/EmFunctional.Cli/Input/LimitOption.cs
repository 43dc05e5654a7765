using System.Globalization;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>How many numbers a verb may make beside its data: a guard against slips such as a K of a thousand million.</summary>
sealed class LimitOption
{
    readonly System.CommandLine.Option<string?> _limit = new("--limit")
    {
        Description =
            $"how many numbers may be kept beside the data: parameters, starts, rows that are drawn [default: {ModelRequest.DefaultLimit}, 128 MiB]",
        HelpName = "N",
    };

    public void AddTo(Command command) => command.Add(_limit);

    public Validation<EmError, long> Of(ParseResult parsed) =>
        parsed.GetValue(_limit) is not { } text ? ModelRequest.DefaultLimit
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 ? limit
        : new EmError.BadOption("limit", text, Domain.WholeNumberFrom(1));

    /// <summary>Whether so many numbers may be kept.</summary>
    public static Validation<EmError, Unit> Check(string name, Int128 count, long limit) =>
        count <= limit ? Prelude.unit : new EmError.OverLimit(name, (double)count, limit);
}
