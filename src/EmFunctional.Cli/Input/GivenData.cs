using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>
/// The data of a recorded run, for verbs that can do without: a file that is given, or the sample that the journal names. A file that a journal names is not
/// opened: journals come from anywhere.
/// </summary>
/// <param name="registry">The models.</param>
sealed class GivenData(Registry registry)
{
    readonly System.CommandLine.Option<string?> _data = new("--data")
    {
        Description = "the data of the run, for pictures that show them [default: the sample that the journal names]",
        HelpName = "DATA",
    };
    readonly DataOptions _chosen = new();
    readonly LimitOption _limit = new();

    public void AddTo(Command command)
    {
        command.Add(_data);
        _chosen.AddTo(command);
        _limit.AddTo(command);
    }

    /// <summary>The data that are given, if any.</summary>
    public string? File(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>The model of a run on its data; nothing where they are not at hand.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="started">How the run started.</param>
    public Validation<EmError, Option<OpenedModel>> Open(ParseResult parsed, string journal, RunEvent<Vector>.Started started)
    {
        var source = started.Read.Source;
        if ((File(parsed) ?? (source.StartsWith('@') ? source : null)) is not { } data)
            return Option<OpenedModel>.None;
        return from limit in _limit.Of(parsed)
            from model in JournalArguments.Open(registry, parsed, data, _chosen, _chosen.Of(parsed, started.Read), started, limit)
            from same in JournalResume
                .Same(started.Specification, started.Hashes, model.Problem, journal)
                .MapLeft(error => JournalTrace.ErrorOf(journal, error))
                .ToValidation()
            select Prelude.Some(model);
    }
}
