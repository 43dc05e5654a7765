using EmFunctional.Runs;
using EmFunctional.Tables;
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
    readonly CliOption _labels = new("--label-column")
    {
        Description = "the column of the rows' components, where they are known; empty where they are not",
        HelpName = "NAME",
    };
    readonly CliOption _missing = new("--missing")
    {
        Description = "what stands for a missing number or label beside an empty cell, NA and NaN",
        HelpName = "TEXT",
    };

    public void AddTo(Command command)
    {
        command.Add(_missing);
        command.Add(_column);
        command.Add(_columns);
        command.Add(_weights);
        command.Add(_labels);
    }

    public ColumnChoice Of(ParseResult parsed) =>
        new()
        {
            Columns = $"{parsed.GetValue(_columns)},{parsed.GetValue(_column)}".Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
            Weights = Text(parsed, _weights),
            Labels = Text(parsed, _labels),
            Missing = Text(parsed, _missing),
        };

    static Option<string> Text(ParseResult parsed, CliOption option) => parsed.GetValue(option) is { } text ? text : Option<string>.None;

    /// <summary>What is asked for, and for the rest what a run has recorded.</summary>
    public ColumnChoice Of(ParseResult parsed, RunEnvironment recorded)
    {
        var asked = Of(parsed);
        return new()
        {
            Columns = asked.Columns.IsEmpty ? recorded.Columns : asked.Columns,
            Weights = asked.Weights.IsSome ? asked.Weights : recorded.WeightColumn,
            Labels = asked.Labels.IsSome ? asked.Labels : recorded.LabelColumn,
            Missing = asked.Missing.IsSome ? asked.Missing : recorded.MissingMarker,
        };
    }
}
