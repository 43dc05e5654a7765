using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

// Whether a run of a journal is of the model and the data with which it is computed anew.
static class WhatIsGiven
{
    public static Option<Discrepancy> Differs(
        int line,
        RunEvent<Vector>.Started started,
        Problem<Vector> given,
        Algorithm<Vector> algorithm
    )
    {
        var recorded = started.Specification;
        var data = given.Identify();
        var provable = Provable(started, given);
        return new[]
        {
            ("model", recorded.Model.ToString(), given.Model.ToString()),
            ("parameters", string.Join(' ', recorded.ParameterNames), string.Join(' ', given.Chart.Names)),
            ("what is remembered", string.Join(' ', recorded.MemoryNames), string.Join(' ', algorithm.MemoryNames)),
            ("blocks", $"{recorded.Blocks}", $"{given.Blocks}"),
            ("data", DataOf(started, given), $"{data.IfNone(recorded.Data.IfNone(default(Hash256)))}"),
            ("hashes of rows", TextOf(provable.Bind(_ => started.Hashes)), TextOf(provable)),
        }
            .Select(fact => Discrepancy.OfText(line, 0, fact.Item1, fact.Item2, fact.Item3))
            .Somes()
            .HeadOrNone();
    }

    // An earlier version hashed data otherwise: its numbers prove what its hash cannot.
    static string DataOf(RunEvent<Vector>.Started started, Problem<Vector> given) =>
        started.Hashes.IsNone && given.Hashes().IsSome
            ? $"{given.Identify().IfNone(default(Hash256))}"
            : $"{started.Specification.Data.IfNone(given.Identify().IfNone(default(Hash256)))}";

    // Where the identity is made of them they are proved too; the identity of data that are the same in any order is not.
    static Option<DataHashes> Provable(RunEvent<Vector>.Started started, Problem<Vector> given) =>
        given
            .Hashes()
            .Filter(all => started.Specification.Data == all.Id)
            .Map(all => all.Within(Math.Max(1, started.Hashes.Map(kept => kept.Hashes.Count).IfNone(1))));

    static string TextOf(Option<DataHashes> hashes) =>
        hashes.Map(all => $"{all.Of} {all.Head} {all.Count} {all.Each} {string.Join(' ', all.Hashes)}").IfNone("none");
}
