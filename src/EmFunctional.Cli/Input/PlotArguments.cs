using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>Journals, and the data of their run where they are needed.</summary>
/// <param name="registry">The models.</param>
sealed class PlotArguments(Registry registry)
{
    readonly System.CommandLine.Argument<string[]> _journals = new("JOURNAL")
    {
        Description = "journals that 'em fit --journal' wrote; several are compared",
        HelpName = "JOURNAL",
        Arity = System.CommandLine.ArgumentArity.OneOrMore,
    };
    readonly System.CommandLine.Option<string?> _data = new("--data")
    {
        Description = "the data of the run, for pictures that show them [default: the sample that the journal names]",
        HelpName = "DATA",
    };
    readonly DataOptions _chosen = new();
    readonly LimitOption _limit = new();

    public void AddTo(Command command)
    {
        command.Add(_journals);
        command.Add(_data);
        _chosen.AddTo(command);
        _limit.AddTo(command);
    }

    /// <summary>The files that are read.</summary>
    public string[] Files(ParseResult parsed) => [.. parsed.GetRequiredValue(_journals), parsed.GetValue(_data) ?? ""];

    /// <summary>The last run of each journal, of one alone with its model on its data.</summary>
    public Validation<EmError, Arr<PlottedRun>> Read(ParseResult parsed, Terminal terminal)
    {
        var read = parsed.GetRequiredValue(_journals).Select(JournalTrace.Read).ToArray();
        var faults = read.SelectMany(journal => journal.LeftAsEnumerable()).ToSeq();
        if (!faults.IsEmpty)
            return faults;
        var journals = read.SelectMany(journal => journal.RightAsEnumerable()).ToArray();
        foreach (var journal in journals)
            journal.Fault.IfSome(terminal.Say);
        if (journals.Length > 1)
            return Compared(parsed, journals);
        return ModelOf(parsed, journals[0], terminal).Map(model => Arr.create(journals[0].Plotted(journals[0].Path, model)));
    }

    Validation<EmError, Arr<PlottedRun>> Compared(ParseResult parsed, JournalTrace[] journals)
    {
        if (parsed.GetValue(_data) is { } data)
            return new EmError.BadOption("data", data, new("left out where several journals are compared", _ => false));
        var other = journals.Skip(1).Find(journal => journal.Started.Specification.Data != journals[0].Started.Specification.Data);
        return other.Match(
            Validation<EmError, Arr<PlottedRun>> (journal) =>
                new EmError.Recorded(
                    "journal",
                    $"{journal.Path}: a run on other data than that of {journals[0].Path}, so their objectives cannot be compared; plot them one by one"
                ),
            () =>
                (Arr<PlottedRun>)journals.Select(journal => journal.Plotted(NameOf(journal, journals), Option<OpenedModel>.None)).ToArray()
        );
    }

    // What the journal names, where that is a word that one may paste.
    static string FileOf(string source) => source == DataSource.StandardInput ? "DATA" : ShellWord.Of(source).IfNone("DATA");

    // The file's name says it, unless two have the same.
    static string NameOf(JournalTrace journal, JournalTrace[] all)
    {
        var name = System.IO.Path.GetFileName(journal.Path);
        return all.Count(other => System.IO.Path.GetFileName(other.Path) == name) == 1 ? name : journal.Path;
    }

    Validation<EmError, Option<OpenedModel>> ModelOf(ParseResult parsed, JournalTrace journal, Terminal terminal)
    {
        var source = journal.Started.Read.Source;
        if ((parsed.GetValue(_data) ?? (source.StartsWith('@') ? source : null)) is not { } data)
        {
            terminal.Say($"the data of {journal.Path} are not at hand: with --data {FileOf(source)} there are pictures of them too");
            return Option<OpenedModel>.None;
        }
        return from limit in _limit.Of(parsed)
            from model in JournalArguments.Open(
                registry,
                parsed,
                data,
                _chosen,
                _chosen.Of(parsed, journal.Started.Read),
                journal.Started,
                limit
            )
            from same in JournalResume
                .Same(journal.Started.Specification, model.Problem, journal.Path)
                .MapLeft(error => JournalTrace.Told(journal.Path, error))
                .ToValidation()
            select Prelude.Some(model);
    }
}
