using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;
using Serilog.Events;
using Serilog.Parsing;

namespace EmFunctional.Journal;

/// <summary>
/// Run events as Serilog events: a constant template and properties whose names are the journal's format. Arrays are sequences, so that what any formatter
/// of JSON writes, such as that of Serilog.Formatting.Compact, reads as a journal.
/// </summary>
public static class JournalEvent
{
    static readonly LogEventProperty _schema = Property("Schema", RunEvent.Schema);
    static readonly LogEventProperty _startedKind = Property("Event", "started");
    static readonly MessageTemplate _started = Template("Run {Run} of {Model} started");
    static readonly LogEventProperty _iteratedKind = Property("Event", "iterated");
    static readonly MessageTemplate _iterated = Template("Iteration {Iteration} log-likelihood {Objective}");
    static readonly LogEventProperty _stoppedKind = Property("Event", "stopped");
    static readonly MessageTemplate _stopped = Template("Run {Run} stopped, trace digest {Trace}");
    static readonly LogEventProperty _failedKind = Property("Event", "failed");
    static readonly MessageTemplate _failed = Template("Run {Run} failed: {Error}");
    static readonly LogEventProperty _resumedKind = Property("Event", "resumed");
    static readonly MessageTemplate _resumed = Template("Run {Run} resumed, {TornBytes} torn bytes removed");

    /// <summary>The Serilog event of a run event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="toFlat">Lays out the parameters: <c>ToFlat</c> of the model's chart.</param>
    /// <param name="run">The run to which it belongs.</param>
    /// <param name="time">When it happened.</param>
    public static LogEvent Of<TParams>(RunEvent<TParams> happened, Func<TParams, Vector> toFlat, Hash256 run, DateTimeOffset time) =>
        Of(happened, toFlat, RunOf(run), time);

    // A text that stands on every line of a run; empty of an event that is not of one.
    internal static string TextOf(LogEvent logEvent, string property) =>
        logEvent.Properties.TryGetValue(property, out var value) && value is ScalarValue { Value: string text } ? text : "";

    // The same in all lines of a run.
    internal static LogEventProperty RunOf(Hash256 run) => Property("Run", run.ToString());

    internal static LogEvent Of<TParams>(
        RunEvent<TParams> happened,
        Func<TParams, Vector> toFlat,
        LogEventProperty run,
        DateTimeOffset time
    ) =>
        happened.Match(
            (toFlat, run, time),
            started: static (to, e) => Event(to.time, LogEventLevel.Information, _started, _startedKind, to.run, Started(e)),
            iterated: static (to, e) =>
                Event(
                    to.time,
                    e.State.Diagnostics.IsEmpty ? LogEventLevel.Information : LogEventLevel.Warning,
                    _iterated,
                    _iteratedKind,
                    to.run,
                    Iterated(e.State, e.State.Digest.IsSome ? Vector.Empty : to.toFlat(e.State.Parameters), e.Memory)
                ),
            stopped: static (to, e) =>
                Event(to.time, LogEventLevel.Information, _stopped, _stoppedKind, to.run, [.. Stopped(e), .. At(e.At, to.toFlat)]),
            failed: static (to, e) =>
                Event(
                    to.time,
                    LogEventLevel.Error,
                    _failed,
                    _failedKind,
                    to.run,
                    [Property("Error", e.Error.ToString()), Property("Kind", KindOf(e.Error)), .. At(e.At, to.toFlat)]
                ),
            resumed: static (to, e) =>
                Event(
                    to.time,
                    LogEventLevel.Information,
                    _resumed,
                    _resumedKind,
                    to.run,
                    [Property("TornBytes", e.TornBytes), Where(e.Environment, DataDescription.Unknown)]
                )
        );

    static LogEvent Event(
        DateTimeOffset time,
        LogEventLevel level,
        MessageTemplate template,
        LogEventProperty kind,
        LogEventProperty run,
        LogEventProperty[] properties
    ) => new(time, level, null, template, [kind, _schema, run, .. properties]);

    static LogEventProperty[] Started<TParams>(RunEvent<TParams>.Started e) =>
        [
            Property("Model", e.Specification.Model.Name),
            new("Options", Structure(e.Specification.Model.Options.Select(option => Property(option.Name, option.Value)))),
            Property("ParameterNames", e.Specification.ParameterNames),
            Property("Data", e.Specification.Data.MatchUnsafe<object?>(hash => hash, () => null)),
            Property("Blocks", e.Specification.Blocks),
            Property("Algorithm", e.Specification.Algorithm),
            Property("MemoryNames", e.Specification.MemoryNames),
            Property("Rule", e.Specification.Rule),
            Property("Seed", e.Specification.Seed.MatchUnsafe<object?>(seed => seed, () => null)),
            Property("Start", e.Specification.Start),
            new("Parent", e.Specification.Parent.Match(Parent, () => new ScalarValue(null))),
            Where(e.Environment, e.Read),
            .. e.Read == DataDescription.Unknown ? Array.Empty<LogEventProperty>() : [JournalData.Of(e.Read)],
            .. e.Hashes.Map(JournalHashes.Of).ToArray(),
        ];

    static LogEventPropertyValue Parent(RunParent parent) =>
        Structure([Property("Run", parent.Run), Property("Iteration", parent.Iteration), Property("Why", parent.Why)]);

    // What was read is told here too, in short, for whoever reads journals as they were before.
    static LogEventProperty Where(RunEnvironment e, DataDescription read) =>
        new(
            "Environment",
            Structure([
                Property("Software", e.Software),
                Property("Runtime", e.Runtime),
                Property("OperatingSystem", e.OperatingSystem),
                Property("Processor", e.Processor),
                Property("Source", read.Source),
                Property("Columns", read.ModelColumns),
                .. read.WeightColumn.Match(name => new[] { Property("WeightColumn", name) }, () => []),
                .. read.LabelColumn.Match(name => new[] { Property("LabelColumn", name) }, () => []),
                .. read.Symbols.IsEmpty ? Array.Empty<LogEventProperty>() : [Property("Symbols", read.Symbols)],
                .. read.LabelNames.IsEmpty ? Array.Empty<LogEventProperty>() : [Property("LabelNames", read.LabelNames)],
                .. read.MissingMarkers.Count == 1 ? [Property("MissingMarker", read.MissingMarkers[0])] : Array.Empty<LogEventProperty>(),
            ])
        );

    static LogEventProperty[] Iterated(IterationState state, Vector parameters, Vector memory) =>
        [
            Property("Iteration", state.Iteration),
            Property("Evaluations", state.Evaluations),
            Property("Objective", state.Objective),
            Property("Residual", state.Residual),
            Property("Slack", state.Slack),
            .. state.WeightUnit.Match(unit => new[] { Property("Unit", unit) }, () => []),
            state.Digest.Match(digest => Property("Digest", digest), () => Property("Parameters", parameters)),
            .. memory.Count == 0 ? Array.Empty<LogEventProperty>() : [Property("Memory", memory)],
            .. state.Diagnostics.IsEmpty
                ? Array.Empty<LogEventProperty>()
                : [new("Findings", new SequenceValue(state.Diagnostics.Select(Diagnostic)))],
        ];

    static LogEventProperty[] At<TParams>(Option<TParams> at, Func<TParams, Vector> toFlat) =>
        at.Match(parameters => new[] { Property("Parameters", toFlat(parameters)) }, () => []);

    static LogEventPropertyValue Diagnostic(Diagnostic diagnostic) =>
        diagnostic.Match(
            coincident: f => Structure([Property("Kind", "coincident"), Property("First", f.First), Property("Second", f.Second)]),
            empty: f => Structure([Property("Kind", "empty"), Property("Component", f.Component)]),
            floored: f =>
                Structure([
                    Property("Kind", "floored"),
                    Property("Component", f.Component.MatchUnsafe<object?>(k => k, () => null)),
                    Property("Eigenvalue", f.Eigenvalue),
                    Property("Floor", f.Floor),
                ]),
            unobserved: f => Structure([Property("Kind", "unobserved"), Property("Rows", f.Rows)]),
            undetermined: f =>
                Structure([
                    Property("Kind", "undetermined"),
                    Property("Component", f.Component),
                    new("Names", new SequenceValue(f.Names.Select(name => new ScalarValue(name)))),
                ])
        );

    static LogEventProperty[] Stopped<TParams>(RunEvent<TParams>.Stopped e) =>
        [
            new("Reason", Reason(e.Reason)),
            Property("Remaining", e.Remaining.MatchUnsafe<object?>(left => left, () => null)),
            Property("Trace", e.Trace.Value),
        ];

    static LogEventPropertyValue Reason(StopReason reason) =>
        reason.Match(
            converged: r =>
                Structure([
                    Property("Kind", "converged"),
                    Property("Criterion", r.Criterion),
                    Property("Value", r.Value),
                    Property("Limit", r.Limit),
                ]),
            exhausted: r =>
                Structure([
                    Property("Kind", "exhausted"),
                    Property("Budget", r.Budget),
                    Property("Spent", r.Spent),
                    Property("Limit", r.Limit),
                ]),
            decreased: r =>
                Structure([
                    Property("Kind", "decreased"),
                    Property("Iteration", r.Iteration),
                    Property("From", r.From),
                    Property("To", r.To),
                    Property("Slack", r.Slack),
                ]),
            both: r => Structure([Property("Kind", "both"), new("First", Reason(r.First)), new("Second", Reason(r.Second))]),
            held: r => Structure([Property("Kind", "held"), Property("Times", r.Times), new("Last", Reason(r.Last))])
        );

    internal static string KindOf(EmError error) => error is EmError.Recorded recorded ? recorded.Kind : error.GetType().Name;

    static StructureValue Structure(IEnumerable<LogEventProperty> properties) => new(properties);

    static LogEventProperty Property(string name, object? value) => new(name, JournalValue.Of(value));

    static MessageTemplate Template(string text) => new MessageTemplateParser().Parse(text);
}
