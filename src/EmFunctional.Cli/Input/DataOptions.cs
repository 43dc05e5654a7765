using EmFunctional.Models;
using EmFunctional.Runs;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options that say what to read of the data.</summary>
sealed class DataOptions
{
    readonly CliOption _column = new("--column") { Description = "the column to read", HelpName = "NAME" };
    readonly CliOption _columns = new("--columns") { Description = "the columns to read", HelpName = "A,B,…" };
    readonly CliOption _weights = new("--weight-column") { Description = "the column of the rows' weights", HelpName = "NAME" };
    readonly CliOption _missing = new("--missing")
    {
        Description = "what stands for a missing number beside an empty cell, NA and NaN",
        HelpName = "TEXT",
    };

    public void AddTo(Command command)
    {
        command.Add(_missing);
        command.Add(_column);
        command.Add(_columns);
        command.Add(_weights);
    }

    public ColumnChoice Of(ParseResult parsed) =>
        new(
            $"{parsed.GetValue(_columns)},{parsed.GetValue(_column)}".Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
            parsed.GetValue(_weights) is { } name ? name : Option<string>.None
        )
        {
            Missing = parsed.GetValue(_missing) is { } marker ? marker : Option<string>.None,
        };

    /// <summary>What is asked for, and for the rest what a run has recorded.</summary>
    public ColumnChoice Of(ParseResult parsed, RunEnvironment recorded)
    {
        var asked = Of(parsed);
        return new(asked.Columns.IsEmpty ? recorded.Columns : asked.Columns, asked.Weights.IsSome ? asked.Weights : recorded.WeightColumn)
        {
            Missing = asked.Missing.IsSome ? asked.Missing : recorded.MissingMarker,
        };
    }
}
