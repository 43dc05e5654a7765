using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Explaining;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Reporting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What a fit found, for people.</summary>
static class Report
{
    public static void Write(
        PlainWriter to,
        RunDescription description,
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        Contest contest
    )
    {
        to.WriteProse($"{description.Model} on {description.Data}", Tone.Heading);
        var tone = Verdict.ToneOf(run);
        foreach (var (line, i) in Verdict.Lines(run).Concat(Verdict.Lines(contest)).Select((line, i) => (line, i)))
            to.WriteProse(line, i == 0 ? tone : Tone.Plain);
        run.Last.IfSome(last =>
        {
            foreach (var table in Trace(description, trace, to.Look.TableWidth))
                WriteTable(to, table);
            foreach (
                var table in ParameterTable.Of(
                    description.Called,
                    last.State.Parameters,
                    to.Look.TableWidth,
                    description.Errors,
                    description.Samples.Map<Func<Func<Vector, Vector>, Arr<BootstrapNumber>>>(samples => samples.Of)
                )
            )
                WriteTable(to, table);
            foreach (
                var line in description
                    .Errors.ToSeq()
                    .SelectMany(ErrorWords.Lines)
                    .Concat(description.Samples.ToSeq().SelectMany(SampleWords.Lines))
            )
                to.WriteProse(line);
            to.WriteLine();
            to.WriteProse(
                $"{description.Objective} {NumberText.Shortest(last.State.Objective)} {description.Unit} after {last.State.Iteration} iterations, "
                    + $"{last.State.Evaluations} evaluations"
            );
        });
        foreach (var line in Digest($"{run.Trace}", to.Look))
            to.WriteToned(line, Tone.Faint);
    }

    // Every iteration, with as many numbers beside each other as fit.
    static IEnumerable<TextTable> Trace(RunDescription description, IReadOnlyList<IterationState<Vector>> trace, int width)
    {
        if (trace.Count == 0)
            return [];
        var cells = trace
            .Select(state =>
                state
                    .Parameters.Map(value => NumberFormat.Significant(value, 6))
                    .Prepend(NumberFormat.Significant(state.Objective, 10))
                    .ToArray()
            )
            .ToArray();
        return new TextTable(
            description.Names.Prepend(description.Objective).Prepend("iteration").ToArray(),
            trace.Zip(cells, (state, row) => (Arr<string>)row.Prepend($"{state.Iteration}").ToArray()).ToArray()
        ).Fitted(width);
    }

    static void WriteTable(PlainWriter to, TextTable table)
    {
        to.WriteLine();
        to.WriteTable(table);
    }

    // In one line, or in two where that is too long for a terminal.
    static IEnumerable<string> Digest(string digits, Look look)
    {
        const string Name = "trace digest ";
        if (look.Width is null || look.TableWidth >= Name.Length + digits.Length)
            return [Name + digits];
        var half = digits.Length / 2;
        return [Name + digits[..half], new string(' ', Name.Length) + digits[half..]];
    }
}
