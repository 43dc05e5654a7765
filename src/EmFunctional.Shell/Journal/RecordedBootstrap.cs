using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Bootstraps with a journal: that of the fit, behind which each sample is a line.</summary>
public static class RecordedBootstrap
{
    extension(Recorded)
    {
        /// <summary>
        /// The samples of a bootstrap: those that the journal of its fit has, and then the others, each recorded before it is seen. A bootstrap that was cut
        /// off goes on where it was, to the same bits.
        /// </summary>
        /// <param name="journal">The journal, in which the run of the fit is the last.</param>
        /// <param name="refit">The fit, with its rows.</param>
        /// <param name="plan">How samples are drawn; another than that of the journal begins anew.</param>
        /// <param name="scheduler">Where elements are told; the subscriber's thread if null.</param>
        /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
        public static IObservable<BootstrapSample> Bootstrap(
            JournalPlace journal,
            Refit refit,
            BootstrapPlan plan,
            IScheduler? scheduler = null,
            JournalAuthor? author = null
        ) =>
            Observable.Using(
                () => journal.Reopen().OrThrow(),
                writer =>
                {
                    var found = Recovery.Find(journal.Name, writer.Read()).Bind(Recovery.Whole).OrThrow();
                    var run = found.Run.Started.Map(started => started.Run).IfNone(default(Hash256));
                    var bootstrap = (
                        from same in Same(refit, found, journal.Name)
                        from drawn in Bootstrapping
                            .Of(refit, plan.Kind)
                            .MapLeft(JournalError (error) => new JournalError.Unfit(Prelude.Seq1(error)))
                        from ready in writer.Continue(found.Length, found.TornBytes, found.Seal)
                        from told in found.Samples.Exists(samples => samples.Plan == plan) ? Prelude.unit : writer.Tell(plan)
                        select drawn
                    ).OrThrow();
                    var before = found.Samples.Filter(samples => samples.Plan == plan).Map(samples => samples.Before(run)).IfNone([]);
                    var samples = before
                        .ToObservable()
                        .Concat(
                            Em.Bootstrap(bootstrap, plan.Samples, plan.Seed, scheduler, before.Count)
                                .Do(sample => writer.Add(run, sample).OrThrow())
                        );
                    return author?.Around(samples, writer) ?? samples;
                }
            );
    }

    static Either<JournalError, Unit> Same(Refit refit, Recovery<Vector> found, string journal) =>
        found.Run.Ending.IsNone ? new JournalError.Interrupted(journal, found.Run.Last.Map(last => last.State.Iteration))
        : refit.Fit.Saved(found.Run).Exists(saved => saved.Parameters.Equals(refit.Saved.Parameters)) ? Prelude.unit
        : new JournalError.Other("fit", "a run that ended at other numbers", "another");

    /// <summary>Computes the samples of a journal anew.</summary>
    /// <param name="samples">Those that it has.</param>
    /// <param name="plan">How they were drawn.</param>
    /// <param name="bootstrap">What draws and fits them.</param>
    /// <returns>The first departure; nothing where all are identical.</returns>
    public static Option<Discrepancy> Prove(IEnumerable<RecordedSample> samples, BootstrapPlan plan, Bootstrapping bootstrap) =>
        samples
            .Zip(
                RunsAtOnce.Of(bootstrap.Samples(plan.Samples, new Seed(plan.Seed))).SelectMany(sample => sample),
                (recorded, again) => Compare(recorded, again, bootstrap.Names)
            )
            .Somes()
            .HeadOrNone();

    static Option<Discrepancy> Compare(RecordedSample recorded, BootstrapSample again, Arr<string> names)
    {
        var (line, was) = (recorded.Line, recorded.Sample);
        Option<Discrepancy> Numbers() =>
            (was.Parameters.Case, again.Parameters.Case) is (Vector a, Vector b) && a.Count == names.Count && b.Count == names.Count
                ? Enumerable
                    .Range(0, a.Count)
                    .Select(i => Discrepancy.OfNumber(line, was.Number, names[i], a[i], b[i]))
                    .Somes()
                    .HeadOrNone()
                : Option<Discrepancy>.None;
        return (Numbers() || Discrepancy.OfText(line, was.Number, "what was found", TextOf(was), TextOf(again))).Map(found =>
            found with
            {
                IsOfSample = true,
            }
        );
    }

    static string TextOf(BootstrapSample sample) =>
        sample.Error.Match(
            error => $"nothing ({JournalEvent.KindOf(error)})",
            () => $"{sample.Parameters.Map(at => at.Count).IfNone(0)} numbers, {(sample.IsConverged ? "converged" : "not converged")}"
        );
}
