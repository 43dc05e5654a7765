using System.Diagnostics;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>One way in which two recorded runs differ.</summary>
public abstract record JournalDifference
{
    JournalDifference() { }

    /// <summary>Something that determines the runs.</summary>
    /// <param name="What">What it is: the data's hash, an option, the start, the rule.</param>
    /// <param name="One">Its text in the first journal.</param>
    /// <param name="Other">In the second.</param>
    public sealed record Determined(string What, string One, string Other) : JournalDifference;

    /// <summary>In which rows the data differ, as far as their hashes tell.</summary>
    /// <param name="Of">What is counted: rows, observations …</param>
    /// <param name="One">How many the first run has.</param>
    /// <param name="Other">The second.</param>
    /// <param name="Ranges">Which differ, or are of one alone.</param>
    /// <param name="Words">The same in words.</param>
    public sealed record Rows(string Of, long One, long Other, Arr<DifferentRows> Ranges, string Words) : JournalDifference;

    /// <summary>The first number that differs.</summary>
    /// <param name="Iteration">The iteration.</param>
    /// <param name="What">The objective, the residual, or a parameter's name.</param>
    /// <param name="One">Its value in the first journal.</param>
    /// <param name="Other">In the second.</param>
    public sealed record Number(int Iteration, string What, double One, double Other) : JournalDifference
    {
        /// <summary>How many doubles they are apart.</summary>
        public ulong Ulps => Ulp.Distance(One, Other);
    }

    /// <summary>Something else that differs at an iteration: what was found there, or the digest of numbers that a journal does not keep.</summary>
    /// <param name="Iteration">The iteration.</param>
    /// <param name="What">What it is.</param>
    /// <param name="One">Its text in the first journal.</param>
    /// <param name="Other">In the second.</param>
    public sealed record Said(int Iteration, string What, string One, string Other) : JournalDifference;

    /// <summary>How the runs ended, or how far they were recorded.</summary>
    /// <param name="One">The end of the first journal.</param>
    /// <param name="Other">Of the second.</param>
    public sealed record Ended(string One, string Other) : JournalDifference;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<Determined, T> determined,
        Func<Rows, T> rows,
        Func<Number, T> number,
        Func<Said, T> said,
        Func<Ended, T> ended
    ) =>
        this switch
        {
            Determined d => determined(d),
            Rows d => rows(d),
            Number d => number(d),
            Said d => said(d),
            Ended d => ended(d),
            _ => throw new UnreachableException(),
        };

    /// <summary>The difference in a sentence.</summary>
    public sealed override string ToString() =>
        Match(
            determined: d => $"{d.What}: {d.One}, and {d.Other}",
            rows: d => $"in the data, {d.Words}",
            number: d =>
                $"the first number that differs is {d.What} at iteration {d.Iteration}: {NumberText.Shortest(d.One)}, and {NumberText.Shortest(d.Other)}, "
                + $"{NumberFormat.Significant(Math.Abs(d.One - d.Other), 3)} apart ({d.Ulps} ulp)",
            said: d => $"the first difference is {d.What} at iteration {d.Iteration}: {d.One}, and {d.Other}",
            ended: d => $"the end: {d.One}, and {d.Other}"
        );
}
