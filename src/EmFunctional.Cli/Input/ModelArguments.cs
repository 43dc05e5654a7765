using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using EmFunctional.Tables;
using LanguageExt;
using CliArgument = System.CommandLine.Argument<string>;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using CompletionItem = System.CommandLine.Completions.CompletionItem;
using ParseResult = System.CommandLine.ParseResult;
using Stream = System.IO.Stream;

namespace EmFunctional.Cli.Input;

/// <summary>The arguments of every verb that fits a model: the model with its options, the data, the start, the rule.</summary>
sealed class ModelArguments
{
    readonly CliArgument _model = new("MODEL") { Description = "the model: see 'em models'", HelpName = "MODEL" };
    readonly CliArgument _data = new("DATA")
    {
        Description =
            "a CSV, TSV, JSON, .parquet, .arrow, .npy, .npz, .f64 or .bin file, - for standard input, or @name for a sample: see 'em samples'",
        HelpName = "DATA",
    };
    readonly CliOption _components = new("-k") { Description = "the number of components, K [default: 2]", HelpName = "N" };
    readonly DataOptions _chosen;
    readonly CliOption _start = new("--start")
    {
        Description = "where to start: JSON by parameter names, or a file of it",
        HelpName = "JSON|FILE",
    };
    readonly CliOption _init = new("--init") { Description = "how to start, of those that the model offers", HelpName = "NAME" };
    readonly CliOption _starts = new("--starts")
    {
        Description = "so many starts, each run to its end; the best is the result [default: 1]",
        HelpName = "N",
    };
    readonly CliOption _stop = new("--stop")
    {
        Description =
            "when to stop: aitken, relative, gain, residual, iterations or evaluations(LIMIT), joined by | and & [default: the algorithm's own: aitken(1e-6) for plain, residual(1e-8) for others, | iterations(10000)]",
        HelpName = "RULE",
    };
    readonly CliOption _algorithm = new("--algorithm")
    {
        Description =
            $"how to iterate: {string.Join(", ", Algorithm.Names.Take(Algorithm.Names.Count - 1))}, or {Auto.Name}, which picks one and says why [default: plain]",
        HelpName = "NAME",
    };
    readonly CliOption _seed = new("--seed") { Description = "the seed of what is random; recorded with the run", HelpName = "N" };
    readonly ThreadOption _threads = new();
    readonly LimitOption _limit = new();
    readonly Arr<(string Name, CliOption Option)> _ofModels;

    readonly Registry _registry;
    readonly bool _labelsSayComponents;

    /// <param name="registry">The models.</param>
    /// <param name="readsBlocks">Whether the verb can do with data that are not in memory.</param>
    /// <param name="labelsSayComponents">Whether K is the number of labels, where a sample has some and nothing else is asked for.</param>
    /// <param name="selects">Whether several numbers of components are compared.</param>
    /// <param name="isSpread">Whether a call has other processes compute, each a part.</param>
    /// <param name="ofFiles">Whether the model may be a file of one that was fitted before.</param>
    public ModelArguments(
        Registry registry,
        bool readsBlocks = false,
        bool labelsSayComponents = false,
        bool selects = false,
        bool ofFiles = false,
        Func<ParseResult, bool>? isSpread = null
    )
    {
        if (ofFiles)
            _model.Description = "the model to fit: see 'em models'; or a model that 'em fit --save' wrote, or the journal of a fit";
        _registry = registry;
        if (selects)
            _components.Description = "numbers of components to compare: 1-9 or 2,3,5 [default: 1-9]";
        _labelsSayComponents = labelsSayComponents;
        _chosen = new(readsBlocks) { IsSpread = isSpread ?? (_ => false) };
        _model.CompletionSources.Add(_ => registry.Models.Select(entry => new CompletionItem(entry.Name)));
        _data.CompletionSources.Add(_ => Sample.All.Select(sample => new CompletionItem($"@{sample.Name}")));
        _algorithm.CompletionSources.Add(_ => Algorithm.Names.Select(name => new CompletionItem(name)));
        _ofModels = registry
            .Models.SelectMany(entry => entry.Options.Select(option => (entry, option)))
            .Where(pair => pair.option.Name != ModelOptionEntry.Components.Name)
            .GroupBy(pair => pair.option.Name)
            .Select(group => (group.Key, OfModels(group.Select(pair => pair.option).First(), group.Select(pair => pair.entry.Name))))
            .ToArray();
    }

    static CliOption OfModels(ModelOptionEntry option, IEnumerable<string> models)
    {
        var declared = new CliOption($"--{option.Name}")
        {
            Description = $"{option.Help} ({string.Join(", ", models)})",
            HelpName = option.IsText ? "TEXT" : string.Join('|', option.Values),
        };
        declared.CompletionSources.Add(_ => option.Values.Select(value => new CompletionItem(value)));
        return declared;
    }

    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_data);
        _chosen.AddTo(command);
        _threads.AddTo(command);
        _limit.AddTo(command);
        foreach (
            var option in new[] { _components, _start, _init, _starts, _stop, _algorithm, _seed }.Concat(_ofModels.Select(o => o.Option))
        )
            command.Add(option);
    }

    public string Data(ParseResult parsed) => parsed.GetRequiredValue(_data);

    /// <summary>What the call names: a model, or for some verbs a file of one.</summary>
    public string Model(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>What was asked for of the data.</summary>
    public ColumnChoice Chosen(ParseResult parsed) => _chosen.Of(parsed);

    /// <summary>How the data are opened.</summary>
    public DataOptions DataOptions => _chosen;

    /// <summary>The first option of the call that says how a model is fitted; none where it says nothing of that.</summary>
    public Option<(string Name, string Value)> OfFit(ParseResult parsed) =>
        new[] { _components, _start, _init, _starts, _stop, _algorithm }
            .Concat(_ofModels.Select(o => o.Option))
            .Where(option => parsed.GetValue(option) is not null)
            .Select(option => (option.Name.TrimStart('-'), parsed.GetValue(option)!))
            .HeadOrNone();

    /// <summary>Everything read and checked, or what is wrong, before anything is computed or written.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="watched">What is seen of the reading.</param>
    /// <param name="input">The text of data that can be read only once, kept so that it can be read again.</param>
    public Validation<EmError, FitRequest> Read(ParseResult parsed, Func<Table, Table> watched, Stream? input = null) =>
        from found in Found(parsed)
        from source in Source(parsed, found.Entry, found.Options, input)
        from asked in Asked(parsed)
        from opened in Open(found.Entry, source, watched, _chosen.Of(parsed), found.Options, asked.Options.Limit)
        from fit in FitOf(parsed, found.Entry, opened, asked)
        select new FitRequest(fit, source.Name, source.Sample);

    internal Validation<EmError, (ModelEntry Entry, Arr<ModelOption> Options)> Found(ParseResult parsed) =>
        from entry in _registry.Find(parsed.GetRequiredValue(_model)).ToValidation()
        from options in entry.Resolve(WithComponents(Given(parsed), entry, parsed.GetRequiredValue(_data)))
        select (entry, options);

    /// <summary>A fit for each combination of what was asked for.</summary>
    public Validation<EmError, Arr<Candidate>> ReadAll(ParseResult parsed, Func<Table, Table> watched) =>
        from entry in _registry.Find(parsed.GetRequiredValue(_model)).ToValidation()
        from grid in OptionGrid.Of(entry, Given(parsed))
        from source in Source(parsed, entry, grid.Combinations.HeadOrNone().IfNone(Arr<ModelOption>.Empty))
        from asked in Asked(parsed)
        from candidates in Candidates(parsed, entry, source, watched, grid, asked)
        select candidates;

    Validation<EmError, Arr<Candidate>> Candidates(
        ParseResult parsed,
        ModelEntry entry,
        DataSource source,
        Func<Table, Table> watched,
        OptionGrid grid,
        (FitOptions Options, IBlockExecutor Threads) asked
    )
    {
        using (source)
            return Selection.Of(
                entry,
                watched(source.Table),
                _chosen.Of(parsed),
                grid,
                model => FitOf(parsed, entry, model, asked),
                asked.Options.Limit
            );
    }

    Validation<EmError, DataSource> Source(ParseResult parsed, ModelEntry entry, Arr<ModelOption> options, Stream? input = null) =>
        _chosen.Open(parsed, Data(parsed), entry.Reading, entry.ForBlocks(new(options), _chosen.Of(parsed)), input);

    internal Validation<EmError, (FitOptions Options, IBlockExecutor Threads)> Asked(ParseResult parsed) =>
        from rule in RuleOf(parsed.GetValue(_stop))
        from algorithm in Algorithm.Find<Vector>(parsed.GetValue(_algorithm) ?? "plain").ToValidation()
        from seed in Seeds.Of(parsed.GetValue(_seed))
        from threads in _threads.Of(parsed)
        from limit in _limit.Of(parsed)
        from one in OneWay(parsed)
        from count in CountOf(parsed.GetValue(_starts))
        select (
            new FitOptions
            {
                Starts = count,
                StartMethod = Prelude.Optional(parsed.GetValue(_init)),
                Rule = rule,
                Algorithm = algorithm,
                Seed = seed,
                Environment = ThisMachine.Environment,
                Limit = limit,
            },
            threads
        );

    // A start is completed from the one that would be drawn.
    internal Validation<EmError, ModelFit> FitOf(
        ParseResult parsed,
        ModelEntry entry,
        OpenedModel opened,
        (FitOptions Options, IBlockExecutor Threads) asked
    )
    {
        var model = opened.On(asked.Threads);
        var given = Prelude
            .Optional(parsed.GetValue(_start))
            .Map<Func<Vector, Validation<EmError, Vector>>>(text => drawn => StartText.Read(text, model, drawn));
        return ModelFit.Of(entry, model, asked.Options with { Given = given }).Map(fit => fit with { Compute = RunsAtOnce.Of });
    }

    internal static Validation<EmError, OpenedModel> Open(
        ModelEntry entry,
        DataSource source,
        Func<Table, Table> watched,
        ColumnChoice chosen,
        Arr<ModelOption> options,
        long limit = ModelRequest.DefaultLimit
    )
    {
        using (source)
            return entry.Fit(chosen).Bind(fit => entry.Open(new(watched(source.Table), fit, options) { Limit = limit }));
    }

    Seq<ModelOption> Given(ParseResult parsed) =>
        _ofModels
            .Select(o => (o.Name, Value: parsed.GetValue(o.Option)))
            .Append((ModelOptionEntry.Components.Name, Value: parsed.GetValue(_components)))
            .Where(o => o.Value is not null)
            .Select(o => new ModelOption(o.Name, o.Value!))
            .ToSeq();

    Seq<ModelOption> WithComponents(Seq<ModelOption> given, ModelEntry entry, string data)
    {
        var name = ModelOptionEntry.Components.Name;
        var labels = data is ['@', .. var sample] ? Sample.Find(sample).Match(Right: s => s.Labels.Count, Left: _ => 0) : 0;
        return
            _labelsSayComponents && labels > 0 && entry.Options.Exists(option => option.Name == name) && !given.Exists(o => o.Name == name)
            ? given.Add(new(name, $"{labels}"))
            : given;
    }

    /// <summary>How a pass goes through the blocks; that it can be read was checked.</summary>
    public IBlockExecutor Threads(ParseResult parsed) => _threads.Of(parsed).IfFail(InOrder.Executor);

    /// <summary>How the data of a model are opened; that it can be read was checked.</summary>
    public DataAccess Access(ParseResult parsed, ModelEntry entry) =>
        _chosen.AccessOf(parsed, Data(parsed), entry.Reading).IfFail(faults => throw new UnreachableException(faults.Head.ToString()));

    /// <summary>How many numbers may be kept; that it can be read was checked.</summary>
    public long Limit(ParseResult parsed) => _limit.Of(parsed).IfFail(ModelRequest.DefaultLimit);

    /// <summary>Whether the call says where to start.</summary>
    public bool SaysStart(ParseResult parsed) =>
        (parsed.GetValue(_start) ?? parsed.GetValue(_init) ?? parsed.GetValue(_starts)) is not null;

    /// <summary>The way to start by name; empty where the call gives a start.</summary>
    public string AccessOf(ParseResult parsed, OpenedModel model) =>
        parsed.GetValue(_start) is null ? parsed.GetValue(_init) ?? model.Starting.Methods[0].Name : "";

    /// <summary>The seed of the call, or the default one; that it can be read was checked.</summary>
    public ulong SeedOf(ParseResult parsed) =>
        Seeds.Of(parsed.GetValue(_seed)).Match(seed => seed.IfNone(ModelFit.DefaultSeed), _ => ModelFit.DefaultSeed);

    static Validation<EmError, Option<StopRule>> RuleOf(string? text) =>
        text is null ? Option<StopRule>.None : StopRule.Parse(text).Map(Prelude.Some).ToValidation();

    Validation<EmError, Unit> OneWay(ParseResult parsed) =>
        parsed.GetValue(_start) is null || (parsed.GetValue(_starts) ?? parsed.GetValue(_init)) is not { } other
            ? Prelude.unit
            : new EmError.BadOption(
                parsed.GetValue(_starts) is null ? "init" : "starts",
                other,
                new("left out where --start is given", _ => false)
            );

    static Validation<EmError, int> CountOf(string? text) =>
        text is null ? 1
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)
        && count >= 1
            ? count
        : new EmError.BadOption("starts", text, Domain.WholeNumberFrom(1));
}
