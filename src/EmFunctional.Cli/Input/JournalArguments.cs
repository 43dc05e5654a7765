using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Verbs;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;
using CliArgument = System.CommandLine.Argument<string>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The arguments of verbs that take a journal and the data of its run.</summary>
sealed class JournalArguments
{
    readonly Registry _registry;
    readonly CliArgument _journal = new("JOURNAL") { Description = "a journal that 'em fit --journal' wrote", HelpName = "JOURNAL" };
    readonly CliArgument _data = new("DATA")
    {
        Description = "the data of its run; for a journal of 'em tokenise train' or 'em quant' the files of that call",
        HelpName = "DATA",
    };
    readonly ClusterOption _cluster = new();
    readonly DataOptions _chosen;
    readonly ThreadOption _threads = new();
    readonly LimitOption _limit = new();

    public JournalArguments(Registry registry) => (_registry, _chosen) = (registry, new(readsBlocks: true) { IsSpread = _cluster.IsGiven });

    public void AddTo(Command command)
    {
        command.Add(_journal);
        command.Add(_data);
        _chosen.AddTo(command);
        _threads.AddTo(command);
        _cluster.AddTo(command);
        _limit.AddTo(command);
    }

    public JournalPlace Journal(ParseResult parsed) => JournalNames.At(parsed.GetRequiredValue(_journal));

    public string Data(ParseResult parsed) => parsed.GetRequiredValue(_data);

    /// <summary>The columns to read: those asked for, or those of the journal.</summary>
    public ColumnChoice Chosen(ParseResult parsed, RunEvent<Vector>.Started started) => _chosen.Of(parsed, started.Read);

    /// <summary>The cluster that was asked for, if any.</summary>
    public Validation<EmError, Option<AskedCluster>> Cluster(ParseResult parsed) => _cluster.Of(parsed, Data(parsed));

    /// <summary>The model of a journal with the data given.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="started">The beginning of the run.</param>
    /// <param name="running">Who computes its passes; this process if nobody does.</param>
    public Validation<EmError, OpenedModel> Open(ParseResult parsed, RunEvent<Vector>.Started started, Option<RunningCluster> running) =>
        from threads in _threads.Of(parsed)
        from limit in _limit.Of(parsed)
        let chosen = Chosen(parsed, started)
        from opened in Open(_registry, parsed, Data(parsed), _chosen, chosen, started, limit)
        from entry in _registry.Find(started.Specification.Model.Name).ToValidation()
        from access in _chosen.AccessOf(parsed, Data(parsed), entry.Reading)
        select running.Match(cluster => cluster.Spread(opened, Data(parsed), access, limit), () => opened).On(threads);

    /// <summary>The model of another run of that journal with the data given.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="started">The beginning of the last run.</param>
    /// <param name="other">What determines the other.</param>
    /// <param name="running">Who computes its passes; this process if nobody does.</param>
    public Validation<EmError, OpenedModel> Open(
        ParseResult parsed,
        RunEvent<Vector>.Started started,
        RunSpecification other,
        Option<RunningCluster> running
    ) => Open(parsed, new(started.Schema, started.Run, other, started.Environment, started.Read) { Hashes = started.Hashes }, running);

    /// <summary>The model of a run over rows as they come, and the rows from the first on.</summary>
    /// <param name="registry">The models.</param>
    /// <param name="parsed">The call.</param>
    /// <param name="started">How the run started.</param>
    public Validation<EmError, (OnlineProblem<TableRow, Vector> Problem, IEnumerable<TableRow> Rows, DataSource Source)> OpenStream(
        Registry registry,
        ParseResult parsed,
        RunEvent<Vector>.Started started
    )
    {
        var (specification, chosen) = (started.Specification, Chosen(parsed, started));
        return from entry in registry.Find(specification.Model.Name).ToValidation()
            from make in StreamArguments.StreamOf(entry)
            from stream in make(
                new(specification.Model, specification.ParameterNames, specification.Start)
                {
                    Columns = started.Read.ModelColumns,
                    Symbols = started.Read.Symbols,
                }
            )
            from threads in _threads.Of(parsed)
            from source in _chosen.OpenText(parsed, Data(parsed), chosen)
            let rows = new ArrivingRows(source.Table, first: 1)
            select (
                stream.On(source.Table, rows.Header(started.Read), chosen) with
                {
                    Executor = threads,
                },
                rows.Rows(started.Read),
                source
            );
    }

    /// <summary>The fit of a run at its end, with its rows read again; nothing where it has no iterate.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="run">The run.</param>
    /// <param name="running">Who computes its passes; this process if nobody does.</param>
    public Validation<EmError, Option<Refit>> Again(ParseResult parsed, RunState<Vector> run, Option<RunningCluster> running) =>
        from readable in Data(parsed) != "-"
            ? Prelude.Success<EmError, Unit>(Prelude.unit)
            : new EmError.BadOption("DATA", "-", new("a file, since samples are drawn from its rows again", _ => false))
        from started in run.Started.ToValidation<EmError>(new EmError.NoRows("data"))
        let recorded = started.Specification
        from entry in _registry.Find(recorded.Model.Name).ToValidation()
        from model in Open(parsed, started, running)
        from rule in StopRule.Parse(recorded.Rule).ToValidation()
        from algorithm in Algorithm.Find<Vector>(recorded.Algorithm, recorded.MemoryNames).ToValidation()
        from limit in _limit.Of(parsed)
        let chosen = Chosen(parsed, started)
        from source in _chosen.Open(parsed, Data(parsed), reading: null, chosen)
        let fit = new ModelFit(entry, model, Arr.create(recorded.Start), rule, new() { Algorithm = algorithm, Seed = recorded.Seed })
        select Read(fit, run, source, chosen).Map(refit => refit with { Limit = limit });

    static Option<Refit> Read(ModelFit fit, RunState<Vector> run, DataSource source, ColumnChoice chosen)
    {
        using (source)
            return Refit.Of(fit, run, source.Table, chosen);
    }

    /// <summary>How many numbers may be kept.</summary>
    public Validation<EmError, long> Limit(ParseResult parsed) => _limit.Of(parsed);

    /// <summary>The model of a run with its data.</summary>
    public static Validation<EmError, OpenedModel> Open(
        Registry registry,
        ParseResult parsed,
        string data,
        DataOptions options,
        ColumnChoice chosen,
        RunEvent<Vector>.Started started,
        long limit
    ) =>
        from entry in registry.Find(started.Specification.Model.Name).ToValidation()
        from resolved in entry.Resolve(started.Specification.Model.Options.ToSeq())
        from source in options.Open(parsed, data, entry.Reading, entry.ForBlocks(new(resolved), chosen))
        from opened in ModelArguments.Open(entry, source, table => table, chosen, resolved, limit)
        select opened;
}
