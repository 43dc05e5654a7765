using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using LanguageExt;
using Serilog.Events;
using Serilog.Parsing;

namespace EmFunctional.Journal;

// Lines of a bootstrap: how its samples are drawn, and what was found in each.
static class BootstrapNotes
{
    const string Planned = "bootstrapped";
    const string Sampled = "sampled";
    const string Corrected = "bca";
    const string Percentile = "percentile";
    const string OfModel = "model";
    const string OfRows = "rows";

    static readonly MessageTemplate _planned = new MessageTemplateParser().Parse("{Samples} samples of {Drawn} are to be fitted");
    static readonly MessageTemplate _sampled = new MessageTemplateParser().Parse("Sample {Number} of run {Of} was fitted");

    public static bool IsOne(string kind) => kind is Planned or Sampled;

    public static LogEvent Of(BootstrapPlan plan, DateTimeOffset time) =>
        NoteEvent.Of(
            time,
            _planned,
            Planned,
            ("Samples", plan.Samples),
            ("Drawn", plan.Kind == BootstrapKind.Parametric ? OfModel : OfRows),
            ("Seed", plan.Seed),
            ("Interval", plan.IsNamed ? NameOf(plan.Interval) : null),
            ("Level", plan.Interval.Level)
        );

    public static LogEvent Of(Hash256 run, BootstrapSample sample, DateTimeOffset time) =>
        NoteEvent.Of(
            time,
            _sampled,
            Sampled,
            [
                ("Of", run.ToString()),
                ("Number", sample.Number),
                .. sample.Parameters.Match(
                    at => new (string, object?)[] { ("Converged", sample.IsConverged), ("Parameters", at) },
                    () =>
                        [
                            ("Kind", sample.Error.Map(JournalEvent.KindOf).IfNone("")),
                            ("Error", sample.Error.Map(error => error.ToString()).IfNone("")),
                        ]
                ),
            ]
        );

    static string NameOf(BootstrapInterval interval) => interval.IsCorrected ? Corrected : Percentile;

    /// <summary>Adds such a line to what was read.</summary>
    /// <param name="to">What was read; nothing where no bootstrap was begun.</param>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number.</param>
    /// <returns>What was read so far; or why the line does not follow.</returns>
    public static Either<JournalError, JournalSamples> Read(Option<JournalSamples> to, JournalProperties line, int number) =>
        line.Text("Event") == Planned
            ? new JournalSamples(PlanOf(line))
            : to.ToEither(JournalError () => new JournalError.Inconsistent(number, "a sample of no bootstrap"))
                .Bind(samples => samples.Add(line.Hash("Of"), new(number, SampleOf(line))));

    static BootstrapPlan PlanOf(JournalProperties line) =>
        new(
            line.Int("Samples"),
            line.Text("Drawn") switch
            {
                OfModel => BootstrapKind.Parametric,
                OfRows => BootstrapKind.Rows,
                _ => throw new MissingPropertyException("Drawn"),
            },
            line.FindUnsigned("Seed").IfNone(() => throw new MissingPropertyException("Seed")),
            new(
                line.Number("Level"),
                line.FindText("Interval").IfNone(Corrected) switch
                {
                    Corrected => true,
                    Percentile => false,
                    _ => throw new MissingPropertyException("Interval"),
                }
            ),
            line.FindText("Interval").IsSome
        );

    static BootstrapSample SampleOf(JournalProperties line)
    {
        var at = line.FindVector("Parameters");
        return new(
            line.Int("Number"),
            at,
            at.IsSome ? Option<EmError>.None : new EmError.Recorded(line.Text("Kind"), line.Text("Error")),
            line.FindFlag("Converged").IfNone(false)
        );
    }
}
