using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Cli.Verbs.Quantifying;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Plotting;
using EmFunctional.Transcripts.Abundance;
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
    readonly GivenData _data = new(registry);

    public void AddTo(Command command)
    {
        command.Add(_journals);
        _data.AddTo(command);
    }

    /// <summary>The files that are read.</summary>
    public string[] Files(ParseResult parsed) => [.. parsed.GetRequiredValue(_journals), _data.File(parsed) ?? ""];

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
        if (journals[0].Started.Specification.Model.Name == AbundanceModel.Called)
            return OfReads(parsed, journals[0], terminal);
        return ModelOf(parsed, journals[0], terminal).Map(model => Arr.create(journals[0].Plotted(journals[0].Path, model)));
    }

    // Reads are too many to be at hand; the lengths of their fragments are a file of their own.
    Validation<EmError, Arr<PlottedRun>> OfReads(ParseResult parsed, JournalTrace journal, Terminal terminal)
    {
        var run = journal.Plotted(journal.Path, Option<OpenedModel>.None);
        if (_data.File(parsed) is { } lengths)
            return FragmentPicture.Read(lengths).Map(figure => Arr.create(run with { Histogram = figure })).ToValidation();
        terminal.Say(
            $"with --data fragment_lengths.txt, which 'em quant --save-classes' writes, there is a picture of the lengths of fragments too"
        );
        return Arr.create(run);
    }

    Validation<EmError, Arr<PlottedRun>> Compared(ParseResult parsed, JournalTrace[] journals)
    {
        if (_data.File(parsed) is { } data)
            return new EmError.BadOption("data", data, new("left out where several journals are compared", _ => false));
        var other = journals.Skip(1).Find(journal => journal.Started.Specification.Data != journals[0].Started.Specification.Data);
        return other.Match(
            Validation<EmError, Arr<PlottedRun>> (journal) =>
                new EmError.Recorded(
                    "journal",
                    $"{journal.Path}: a run on other data than that of {journals[0].Path}, so their objectives cannot be compared; plot them one by one"
                ),
            () =>
                (Arr<PlottedRun>)
                    journals
                        .Select(journal =>
                            journal.Plotted(NameOf(journal.Path, [.. journals.Select(one => one.Path)]), Option<OpenedModel>.None)
                        )
                        .ToArray()
        );
    }

    // What the journal names, where that is a word that one may paste.
    static string FileOf(string source) => source == DataSource.StandardInput ? "DATA" : ShellWord.Of(source).IfNone("DATA");

    /// <summary>What a journal beside others is called: its file's name, unless two have the same.</summary>
    public static string NameOf(string journal, IReadOnlyList<string> all)
    {
        var name = System.IO.Path.GetFileName(journal);
        return all.Count(other => System.IO.Path.GetFileName(other) == name) == 1 ? name : journal;
    }

    Validation<EmError, Option<OpenedModel>> ModelOf(ParseResult parsed, JournalTrace journal, Terminal terminal) =>
        _data
            .Open(parsed, journal.Path, journal.Started)
            .Map(model =>
            {
                if (model.IsNone)
                    terminal.Say(
                        $"the data of {journal.Path} are not at hand: with --data {FileOf(journal.Started.Read.Source)} there are pictures of them too"
                    );
                return model;
            });
}
