using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Playground.Own;

/// <summary>Somebody's own data: a CSV or TSV text that never leaves the page.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Bytes">Its bytes.</param>
sealed record OwnData(string Name, byte[] Bytes)
{
    Table Table(TextFormat? format = null) => CsvTable.Read(new MemoryStream(Bytes), Name, format);

    /// <summary>The names of its columns, to choose from.</summary>
    public string[] Columns()
    {
        try
        {
            // A row is to be read before the next one is.
            foreach (var row in Table().Rows)
                if (!row.IsBlank)
                    return Names([.. Enumerable.Range(0, row.Count).Select(i => row[i].Trim())]);
            return [];
        }
        catch (EmException)
        {
            return []; // whoever reads the table names the fault
        }
    }

    static string[] Names(string[] first) =>
        first.All(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _))
            ? [.. EmFunctional.Tables.Table.NamesOf(first.Length)]
            : first;

    /// <summary>The fit that is asked for, or what is wrong with it or the data, in the words of <c>em fit</c>.</summary>
    public Validation<EmError, ModelFit> Open(Asked asked) =>
        from entry in Registry.Standard.Find(asked.Model).ToValidation()
        from options in entry.Resolve(
            asked.Options.Where(option => option.Value.Length > 0).Select(option => new ModelOption(option.Key, option.Value))
        )
        from rule in Given(asked.Stop).Match(text => StopRule.Parse(text).Map(Prelude.Some).ToValidation(), () => Option<StopRule>.None)
        from algorithm in Algorithm.Find<Vector>(Given(asked.Algorithm).IfNone(Algorithm.PlainName)).ToValidation()
        from starts in Count("starts", asked.Starts)
        from seed in Seed(asked.Seed)
        from chosen in entry.Fit(
            new()
            {
                Columns = asked.Columns,
                Weights = Given(asked.Weights),
                Labels = Given(asked.Labels),
            }
        )
        from model in entry.Open(new(Table(), chosen, options))
        from fit in ModelFit.Of(
            entry,
            model,
            new()
            {
                Starts = starts,
                Rule = rule,
                Algorithm = algorithm,
                Seed = seed,
                Environment = ThisMachine.Environment,
            }
        )
        select fit;

    /// <summary>The model of a recorded run with these data.</summary>
    public Validation<EmError, OpenedModel> Open(RunSpecification run, DataDescription read) =>
        from entry in Registry.Standard.Find(run.Model.Name).ToValidation()
        from options in entry.Resolve(run.Model.Options.ToSeq())
        let chosen = ColumnChoice.Of(read)
        from model in entry.Open(new(Table(chosen.Format), chosen, options))
        select model;

    static Option<string> Given(string text) => text.Length > 0 ? text : Option<string>.None;

    static Validation<EmError, int> Count(string name, string text) =>
        text.Length == 0 ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
        : new EmError.BadOption(name, text, Domain.WholeNumberFrom(1));

    static Validation<EmError, Option<ulong>> Seed(string text) =>
        text.Length == 0 ? Option<ulong>.None
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? Prelude.Some(seed)
        : new EmError.BadOption("seed", text, Domain.WholeNumberFrom(0));
}
