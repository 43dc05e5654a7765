using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary>What else fits are compared by: rows that they have not seen, and samples of the next smaller model.</summary>
sealed class Contrasts
{
    /// <summary>The criterion of <c>--folds</c> by name.</summary>
    public const string Criterion = "cv";

    readonly System.CommandLine.Option<string?> _folds = new("--folds")
    {
        Description = "cross-validate: the log-likelihood of the rows of each of so many folds, drawn by the seed, by a fit to the others",
        HelpName = "F",
    };
    readonly System.CommandLine.Option<string?> _ratios = new("--lrt")
    {
        Description =
            "the bootstrap likelihood-ratio test of each k against the next smaller one: both are fitted to so many samples of the smaller (McLachlan 1987)",
        HelpName = "B",
    };

    public void AddTo(Command command)
    {
        command.Add(_folds);
        command.Add(_ratios);
    }

    /// <summary>What is asked for.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="criterion">By what the best is chosen.</param>
    public Validation<EmError, ContrastRequest> Of(ParseResult parsed, string criterion) =>
        from folds in CountOf("folds", parsed.GetValue(_folds), 2)
        from ratios in CountOf("lrt", parsed.GetValue(_ratios), 1)
        from judged in criterion != Criterion || folds.IsSome
            ? Prelude.Success<EmError, Unit>(Prelude.unit)
            : new EmError.BadOption("criterion", criterion, new("given with --folds", _ => false))
        select new ContrastRequest(folds, ratios);

    /// <summary>The fit with the next smaller number of components among those with the same other options.</summary>
    /// <param name="candidates">All fits.</param>
    /// <param name="of">The fit, by its index.</param>
    public static LanguageExt.Option<int> NextSmaller(Arr<Candidate> candidates, int of)
    {
        static int K(Candidate candidate) => new ModelSettings(candidate.Options).Components;
        static string Rest(Candidate candidate) =>
            string.Join(';', candidate.Options.Filter(option => option.Name != ModelOptionEntry.Components.Name));
        return Enumerable
            .Range(0, candidates.Count)
            .Where(i => Rest(candidates[i]) == Rest(candidates[of]) && K(candidates[i]) < K(candidates[of]))
            .OrderByDescending(i => K(candidates[i]))
            .HeadOrNone();
    }

    static Validation<EmError, LanguageExt.Option<int>> CountOf(string name, string? text, int least) =>
        text is null ? LanguageExt.Option<int>.None
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least ? Prelude.Some(count)
        : new EmError.BadOption(name, text, Domain.WholeNumberFrom(least));
}

/// <summary>What else fits are compared by.</summary>
/// <param name="Folds">F, where they are cross-validated.</param>
/// <param name="Samples">B, where they are tested.</param>
sealed record ContrastRequest(LanguageExt.Option<int> Folds, LanguageExt.Option<int> Samples)
{
    /// <summary>A fit with what is asked for beside it.</summary>
    /// <param name="candidate">The fit.</param>
    /// <param name="done">What it has found.</param>
    /// <param name="smaller">The next smaller one, where there is one: its fit, and what it has found.</param>
    /// <param name="seed">What is drawn.</param>
    public ComparedFit Beside(
        Candidate candidate,
        CandidateFit done,
        Func<LanguageExt.Option<(Candidate Candidate, CandidateFit Fit)>> smaller,
        Seed seed
    )
    {
        var compared = ComparedFit.Of(candidate, done);
        if (compared.Criteria.IsNone)
            return compared;
        var held = Folds.Bind(folds => done.Saved.Map(saved => CrossValidation.Of(candidate, saved, folds, seed)));
        var ratio = Samples.Bind(count => smaller().Map(other => Test(other, (candidate, done), count, seed)));
        return compared with
        {
            HeldOut = held.Bind(either => either.ToOption()),
            Ratio = ratio.Bind(either => either.ToOption()),
            Remarks = compared
                .Remarks.AddRange(held.Bind(either => either.Match(Said, error => Prelude.Some($"{error}."))).ToArray())
                .AddRange(ratio.Bind(either => either.Match(Said, error => Prelude.Some($"no test: {error}."))).ToArray()),
        };
    }

    static LanguageExt.Option<string> Said(CrossValidation held) =>
        held.Errors.IsEmpty
            ? LanguageExt.Option<string>.None
            : $"{held.Errors.Count} {(held.Errors.Count == 1 ? "fold" : "folds")} could not be judged: {held.Errors[0]}.";

    static LanguageExt.Option<string> Said(RatioTest test) =>
        test.Degenerate == 0
            ? LanguageExt.Option<string>.None
            : $"{test.Degenerate} of {test.Samples} samples of the test could not be fitted and are left out.";

    static Either<EmError, RatioTest> Test(
        (Candidate Candidate, CandidateFit Fit) smaller,
        (Candidate Candidate, CandidateFit Fit) larger,
        int count,
        Seed seed
    ) =>
        from few in RefitOf(smaller)
        from many in RefitOf(larger)
        from source in larger.Candidate.Source.ToEither(EmError () => new EmError.NoRows("data"))
        from ratios in RatioTest.Of(few, many, source.Fitting, count, seed)
        select new RatioTest(
            RatioTest.RatioOf((few.Fit, few.Saved), (many.Fit, many.Saved)),
            Vector.Of(RunsAtOnce.Of(ratios).SelectMany(one => one).SelectMany(ratio => ratio.ToArray())),
            count
        );

    static Either<EmError, Refit> RefitOf((Candidate Candidate, CandidateFit Fit) of) =>
        (
            from fit in of.Candidate.Fit.ToOption()
            from run in of.Fit.Run
            from source in of.Candidate.Source
            from refit in Refit.Of(fit, run, source.Table, source.Chosen)
            select refit with
            {
                Limit = source.Limit,
            }
        ).ToEither(EmError () => new EmError.NoRows("data"));
}
