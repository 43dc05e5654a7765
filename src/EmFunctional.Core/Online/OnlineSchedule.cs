using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Online;

/// <summary>How a stream of rows is learned.</summary>
/// <example>
/// <code><![CDATA[
/// var drift = new OnlineSchedule { Batch = 100, Steps = new StepSizes.Constant(0.02) };
/// Console.WriteLine(drift); // prints: online(batch=100, steps=constant(0.02))
/// Console.WriteLine(new OnlineSchedule { Steps = new StepSizes.Power(0.4) }.Check().Match(_ => "", faults => $"{faults.Head}"));
/// // prints: the schedule's kappa = 0.4 must be above 0.5 and at most 1, so that the steps add up to infinity and their squares do not; choose another value
/// ]]></code>
/// </example>
public sealed record OnlineSchedule
{
    const string Name = Algorithm.OnlineName;

    /// <summary>Batches of 256 rows, γₜ = t^−0.6, no warm-up, no average, an iterate after each batch.</summary>
    public static OnlineSchedule Default { get; } = new();

    /// <summary>B ≥ 1, how many rows are learned together: an E-step over them, and an M-step.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>γₜ. A batch of fewer rows than B, which only the last can be, has a step as much smaller.</summary>
    public StepSizes Steps { get; init; } = new StepSizes.Power(0.6);

    /// <summary>For how many rows the parameters are kept as they are, while the statistics are added up: few rows do not bear an M-step. Source: Cappé, Moulines (2009), §4.1.</summary>
    public long Warmup { get; init; }

    /// <summary>
    /// From which batch on, from 1, the iterates are those of averaged statistics: θ̃ₜ = M of the mean of S from there to Sₜ. Averages have the least variance
    /// that there is, whatever κ; what is older is never forgotten. Source: Polyak, Juditsky (1992); Cappé, Moulines (2009), §3.3, who average θ.
    /// </summary>
    public Option<long> Average { get; init; }

    /// <summary>After every how many batches there is an iterate, to be seen and journalled.</summary>
    public int Report { get; init; } = 1;

    /// <summary>The schedule, or every condition that is not met.</summary>
    public Validation<EmError, OnlineSchedule> Check()
    {
        Option<EmError> AtLeast(string name, long value, long least) =>
            value >= least ? Option<EmError>.None : new EmError.BadSchedule(name, value, Domain.WholeNumberFrom((int)least).Name);
        var faults = new[]
        {
            AtLeast("batch", Batch, 1),
            Steps.Fault,
            AtLeast("warmup", Warmup, 0),
            Average.Bind(from => AtLeast("average", from, 1)),
            AtLeast("report", Report, 1),
        }
            .Somes()
            .ToSeq();
        return faults.IsEmpty ? this : faults;
    }

    /// <summary>The schedule as the name of an algorithm, which <see cref="Parse"/> reads back.</summary>
    public override string ToString()
    {
        IEnumerable<string> parts =
        [
            $"batch={Batch}",
            $"steps={Steps}",
            .. Warmup == 0 ? [] : new[] { $"warmup={Warmup}" },
            .. Average.Match(from => new[] { $"average={from}" }, () => []),
            .. Report == 1 ? [] : new[] { $"report={Report}" },
        ];
        return $"{Name}({string.Join(", ", parts)})";
    }

    /// <summary>Whether an algorithm is one that learns a stream.</summary>
    /// <param name="algorithm">Its name.</param>
    public static bool IsName(string algorithm) => algorithm.StartsWith(Name + "(", StringComparison.Ordinal);

    /// <summary>Reads a schedule from the name of an algorithm.</summary>
    /// <param name="algorithm">Such as <c>online(batch=256, steps=power(0.6, 0), average=100)</c>.</param>
    public static Either<EmError, OnlineSchedule> Parse(string algorithm)
    {
        var bad = new EmError.BadScheduleText(algorithm, $"such as {Default}");
        if (!IsName(algorithm) || !algorithm.EndsWith(')'))
            return bad;
        var read = Prelude.Right<EmError, OnlineSchedule>(Default);
        // A comma within the step sizes is followed by a number.
        var parts = algorithm[(Name.Length + 1)..^1]
            .Split(", ")
            .Aggregate(
                new List<string>(),
                (all, part) =>
                {
                    if (part.Contains('=', StringComparison.Ordinal) || all.Count == 0)
                        all.Add(part);
                    else
                        all[^1] += "," + part;
                    return all;
                }
            );
        foreach (var part in parts)
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            Either<EmError, OnlineSchedule> With(Func<OnlineSchedule, long, OnlineSchedule> set) =>
                long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? read.Map(schedule => set(schedule, number))
                    : bad;
            read = name switch
            {
                "batch" => With((schedule, count) => schedule with { Batch = (int)Math.Min(count, int.MaxValue) }),
                "steps" => StepSizes.Parse(value).Bind(steps => read.Map(schedule => schedule with { Steps = steps })),
                "warmup" => With((schedule, count) => schedule with { Warmup = count }),
                "average" => With((schedule, from) => schedule with { Average = from }),
                "report" => With((schedule, count) => schedule with { Report = (int)Math.Min(count, int.MaxValue) }),
                _ => bad,
            };
        }
        return read.Bind(schedule => schedule.Check().ToEither().MapLeft(faults => faults.Head));
    }
}
