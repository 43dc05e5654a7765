using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em explain MODEL DATA …</c>: works iterations out as one does by hand, then compares the end with the truth where it is known.</summary>
static class ExplainVerb
{
    public static Command Create()
    {
        var command = new Command("explain", "work iterations out step by step");
        var arguments = new ModelArguments();
        arguments.AddTo(command);
        var iterations = new Option<int>("--iterations")
        {
            Description = "how many iterations to work out",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        command.Add(iterations);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(quiet: true);
            if (parsed.GetValue(iterations) < 1)
                return terminal.Refuse([new EmError.OutsideDomain("iterations", parsed.GetValue(iterations), Domain.WholeNumberFrom(1))]);
            return arguments
                .Read(parsed, table => table)
                .Match(request => Run(request, terminal, parsed.GetValue(iterations)), errors => terminal.Refuse(errors));
        });
        return command;
    }

    static int Run(FitRequest request, Terminal terminal, int iterations)
    {
        using var to = terminal.Out;
        to.WriteLine($"{request.Model.Problem.Model} on {request.Data}, {request.Model.Rows} rows");
        foreach (var sentence in request.Model.Story)
            to.WriteLine(sentence);
        var problem = request.Model.Problem;
        var events = Em.Run(problem, request.Starts.Starts[0], request.Rule, request.Options, Fitting.Scheduler);
        var (run, trace) = Fitting
            .Run(events, problem.Chart, request.Rule, terminal, keepTrace: true)
            .IfLeft(_ => throw new UnreachableException());
        foreach (var (from, next) in trace.Zip(trace.Skip(1)).Take(iterations))
            WriteIteration(to, request, from, next);
        to.WriteLine("\nCarried on to the end");
        foreach (var line in Verdict.Lines(run))
            to.WriteLine(line);
        run.Last.IfSome(last => WriteEnd(to, request, last.State));
        return Fitting.ExitCodeOf(run, requireConvergence: false);
    }

    static void WriteIteration(TextWriter to, FitRequest request, IterationState<Vector> from, IterationState<Vector> next)
    {
        to.WriteLine($"\nIteration {next.Iteration}, from log-likelihood {Shown.Significant(from.Objective, 8)}");
        foreach (var (name, value) in Named(request, from.Parameters))
            to.WriteLine($"  {name} = {Shown.Significant(value, 6)}");
        foreach (var section in request.Model.ExplainIteration(from.Parameters, next.Parameters))
        {
            to.WriteLine($"\n{section.Title}");
            foreach (var line in section.Text.Concat(section.Table.Match(table => table.Lines, () => [])).Concat(section.After))
                to.WriteLine($"  {line}");
        }
        to.WriteLine($"\n  log-likelihood there: {Shown.Significant(next.Objective, 8)}");
    }

    static void WriteEnd(TextWriter to, FitRequest request, IterationState<Vector> last)
    {
        var truth = request.Sample.Bind(sample =>
            sample.TrueLabels.Map(labels => Truth.Of(request.Model, sample.Labels, labels, last.Parameters))
        );
        truth.Match(
            compared => compared.Match(lines => Write(to, lines), () => WriteEstimate(to, request, last)),
            () => WriteEstimate(to, request, last)
        );
    }

    static void WriteEstimate(TextWriter to, FitRequest request, IterationState<Vector> last)
    {
        foreach (var (name, value) in Named(request, last.Parameters))
            to.WriteLine($"  {name} = {Shown.Significant(value, 6)}");
    }

    static void Write(TextWriter to, IEnumerable<string> lines)
    {
        to.WriteLine("\nActual against EM estimate");
        foreach (var line in lines)
            to.WriteLine($"  {line}");
    }

    static IEnumerable<(string Name, double Value)> Named(FitRequest request, Vector parameters) =>
        request.Model.Problem.Chart.Names.Select((name, i) => (name, parameters[i]));
}
