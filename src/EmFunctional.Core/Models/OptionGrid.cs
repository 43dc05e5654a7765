using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>Options of which several values are asked for, and all their combinations.</summary>
/// <param name="Varied">The options that differ.</param>
/// <param name="Combinations">A value for every option of the model.</param>
public sealed record OptionGrid(Arr<string> Varied, Arr<Arr<ModelOption>> Combinations)
{
    const int MostComponents = 9;
    const int MostCounts = 1000; // of a list of numbers of components

    /// <summary>The grid: of components 1 to 9, of what a model lets compare all values, of others the default, unless lists are given.</summary>
    /// <param name="entry">The kind of model.</param>
    /// <param name="given">What is asked for: values of options, or lists such as <c>1-9</c> and <c>full,diagonal</c>.</param>
    public static Validation<EmError, OptionGrid> Of(ModelEntry entry, params IEnumerable<ModelOption> given)
    {
        var asked = Prelude.toSeq(given);
        if (!entry.Options.Exists(option => option.Name == ModelOptionEntry.Components.Name))
            return new EmError.CannotDo(entry.Name, "have several components to choose from");
        var values = entry.Options.Map(option =>
            (option.Name, Values: ValuesOf(option, asked.Find(g => g.Name == option.Name).Map(g => g.Value)))
        );
        var unread = values.Find(v => v.Name == ModelOptionEntry.Components.Name).Bind(v => v.Values.ToSeq().Find(k => k.Contains('-')));
        if (unread.Case is string list)
            return new EmError.BadOption(ModelOptionEntry.Components.Name, list, _list);
        // One by one first: of a thousand wrong values there is no need to combine any.
        var faults = values
            .SelectMany(option => option.Values.SelectMany(value => Faults(entry, option.Name, value)))
            .Take(Table.MostErrors)
            .ToSeq();
        if (!faults.IsEmpty)
            return faults;
        // What the model lacks, and values that it does not take, are said of the first that meets them.
        var combinations = Product(values)
            .Select(options => entry.Resolve(options.ToSeq() + asked.Filter(g => values.ForAll(v => v.Name != g.Name))))
            .ToArray();
        var wrong = combinations.Find(resolved => resolved.IsFail);
        return wrong.Match(
            faults => faults.Map(_ => (OptionGrid)null!),
            () =>
                new OptionGrid(
                    values.Filter(v => v.Values.Length > 1 || v.Name == ModelOptionEntry.Components.Name).Map(v => v.Name),
                    combinations.SelectMany(resolved => resolved.SuccessAsEnumerable()).ToArray()
                )
        );
    }

    static readonly Domain _list = new("whole numbers from 1, such as 1-9 or 2,3,5", _ => false);

    static Seq<EmError> Faults(ModelEntry entry, string name, string value) =>
        entry.Resolve(Prelude.Seq1(new ModelOption(name, value))).Match(_ => Seq<EmError>.Empty, faults => faults);

    static string[] ValuesOf(ModelOptionEntry option, Option<string> given) =>
        option.Name == ModelOptionEntry.Components.Name ? Counts(given.IfNone($"1-{MostComponents}"))
        : option.IsText ? [given.IfNone(option.Default)]
        : given.Match(
            text => text.Split(',', StringSplitOptions.TrimEntries).Distinct().ToArray(),
            () => option.IsCompared ? [.. option.Values] : [option.Default]
        );

    // 1-9, or 2,3,5, or both; what is no such list, or has too many, is left for the option to refuse.
    static string[] Counts(string text)
    {
        string[] counts =
        [
            .. text.Split(',', StringSplitOptions.TrimEntries)
                .SelectMany(part =>
                    part.Split('-', StringSplitOptions.TrimEntries) is [var low, var high]
                    && int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                    && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
                    && from <= to
                    && to - from < MostCounts
                        ? Enumerable.Range(from, to - from + 1).Select(k => k.ToString(CultureInfo.InvariantCulture))
                        : [part]
                )
                .Distinct()
                .Take(MostCounts + 1),
        ];
        return counts.Length <= MostCounts ? counts : [text];
    }

    // The last option varies fastest, but components slowest of all: a block of rows for each of the other values.
    static IEnumerable<Arr<ModelOption>> Product(Arr<(string Name, string[] Values)> options) =>
        options
            .Reverse()
            .Aggregate(
                Enumerable.Repeat(Arr<ModelOption>.Empty, 1),
                (combined, option) => combined.SelectMany(rest => option.Values.Select(value => rest.Add(new(option.Name, value))))
            );
}
