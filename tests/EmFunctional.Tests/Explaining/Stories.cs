using System.IO;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;
using Samples = EmFunctional.Cli.Input.Sample;

namespace EmFunctional.Tests.Explaining;

/// <summary>Runs to tell of.</summary>
static class Stories
{
    /// <summary>A run of a model from its first start.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data"><c>@sample</c>, then if need be the column and that of the weights; or lines with | between them.</param>
    /// <param name="components">K.</param>
    /// <param name="rule">When to stop, the default if null.</param>
    /// <param name="options">Options of the model besides K, as <c>name=value</c>.</param>
    /// <returns>The run, or why it could not begin.</returns>
    public static Validation<EmError, ExplainedRun> Of(
        string model,
        string data,
        int components,
        string? rule = null,
        params string[] options
    )
    {
        var words = data.Split(' ');
        var sample = data[0] == '@' ? Samples.Find(words[0][1..]).OrThrow() : null;
        var table = sample is null ? TestTable.Of(data.Split("|")) : CsvTable.Read(new StringReader(sample.Text), sample.Name);
        var chosen = new ColumnChoice
        {
            Columns = sample is not null && words.Length > 1 ? Arr.create(words[1]) : Arr<string>.Empty,
            Weights =
                words.Length > 2 ? words[2]
                : data.Contains(",w|", StringComparison.Ordinal) ? "w"
                : Option<string>.None,
        };
        var given = options.Select(option => new ModelOption(option.Split('=')[0], option.Split('=')[1])).ToSeq();
        return from entry in Registry.Standard.Find(model).ToValidation()
            from settings in entry.Resolve(
                entry.Options.Exists(option => option.Name == "components") ? given.Add(new("components", $"{components}")) : given
            )
            from opened in entry.Open(new(table, chosen, settings))
            from start in opened.Starting.Methods[0].Draw(new Seed(1)).ToValidation()
            select Told(opened, data, start, StopRule.Parse(rule ?? $"{StopRule.Default}").OrThrow()) with
            {
                Truth = sample is null ? Option<TrueLabels>.None : sample.TrueLabels.Map(labels => new TrueLabels(sample.Labels, labels)),
            };
    }

    /// <summary>The story of a run, as text without line breaks.</summary>
    public static string Text(ExplainedRun run) =>
        StoryText.Of(Storyteller.Tell(run, _ => Arr<Illustration>.Empty)).Replace("\n  ", " ", StringComparison.Ordinal).Replace('\n', ' ');

    /// <summary>A run to its end.</summary>
    public static ExplainedRun Told(OpenedModel opened, string data, Vector start, StopRule rule)
    {
        var events = Em.Events(opened.Problem, start, rule).ToArray();
        var verdict = events[^1].Match(_ => "", _ => "", stopped => $"{stopped.Reason}.", failed => $"Failed: {failed.Error}.", _ => "");
        return new(
            opened,
            data,
            start,
            events.OfType<RunEvent<Vector>.Iterated>().Select(iterated => iterated.State).ToArray(),
            events[^1] is RunEvent<Vector>.Stopped end ? end.Reason : Option<StopReason>.None,
            Arr.create(verdict),
            Algorithm.Plain
        );
    }
}
