using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>In what the specifications of two runs differ.</summary>
static class JournalDetermined
{
    const string Nothing = "none";

    public static IEnumerable<JournalDifference> Compare(RunEvent<Vector>.Started one, RunEvent<Vector>.Started other) =>
        Compare(one.Specification, other.Specification)
            .SelectMany(difference =>
                difference is JournalDifference.Determined { What: Data } && RowsOf(one, other).Case is JournalDifference rows
                    ? new[] { difference, rows }
                    : [difference]
            );

    static Option<JournalDifference> RowsOf(RunEvent<Vector>.Started one, RunEvent<Vector>.Started other) =>
        from first in one.Hashes
        from second in other.Hashes
        let words = first.Compare(second)
        where words.Length > 0
        select (JournalDifference)new JournalDifference.Rows(first.Of, first.Count, second.Count, first.Differences(second), words);

    const string Data = "data";

    static IEnumerable<JournalDifference> Compare(RunSpecification one, RunSpecification other) =>
        Parts(one)
            .Select(part => part.What)
            .Concat(Parts(other).Select(part => part.What))
            .Distinct()
            .Select(what => (What: what, One: TextOf(one, what), Other: TextOf(other, what)))
            .Where(part => part.One != part.Other)
            .Select(part => new JournalDifference.Determined(part.What, part.One, part.Other));

    static string TextOf(RunSpecification specification, string what) =>
        Parts(specification).FirstOrDefault(part => part.What == what).Text ?? Nothing;

    static IEnumerable<(string What, string Text)> Parts(RunSpecification of) =>
        [
            ("model", of.Model.Name),
            .. of.Model.Options.Select(option => ($"option {option.Name}", option.Value)),
            (Data, of.Data.Match(hash => $"{hash}", () => "unknown")),
            ("blocks", $"{of.Blocks}"),
            ("algorithm", of.Algorithm),
            ("stop rule", of.Rule),
            ("seed", of.Seed.Match(seed => $"{seed}", () => Nothing)),
            ("goes on from", of.Parent.Match(parent => $"{parent.Run} at iteration {parent.Iteration} ({parent.Why})", () => Nothing)),
            .. of.ParameterNames.Zip(of.Start, (name, value) => ($"start {name}", NumberText.Shortest(value))),
        ];
}
