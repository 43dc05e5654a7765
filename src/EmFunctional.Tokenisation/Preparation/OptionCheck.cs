using System.Collections.Generic;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

// Whether options can be, before anything is read.
static class OptionCheck
{
    public static Either<TokeniserError, TokeniserOptions> Of(TokeniserOptions options) =>
        Faults(options)
            .Where(fault => fault is not null)
            .HeadOrNone()
            .Match<Either<TokeniserError, TokeniserOptions>>(fault => fault, () => options);

    static IEnumerable<TokeniserError> Faults(TokeniserOptions o)
    {
        yield return Unless(o.VocabularySize >= 1, "vocabulary size", o.VocabularySize, "1 or more");
        yield return Unless(o.CharacterCoverage is > 0 and <= 1, "character coverage", o.CharacterCoverage, "above 0 and at most 1");
        yield return Unless(o.SeedSize >= 1, "number of seeds", o.SeedSize, "1 or more");
        yield return Unless(o.ShrinkingFactor is > 0 and < 1, "shrinking factor", o.ShrinkingFactor, "above 0 and below 1");
        yield return Unless(o.MaxPieceLength is >= 1 and <= MostLength, "longest piece", o.MaxPieceLength, $"from 1 to {MostLength}");
        yield return Unless(o.MaxLineBytes >= 1, "longest line", o.MaxLineBytes, "1 or more");
        yield return Unless(o.Schedule.SubIterations >= 1, "sub-iterations", o.Schedule.SubIterations, "1 or more");
        yield return Unless(o.Schedule.Surplus >= 1, "surplus", o.Schedule.Surplus, "1 or more");
        yield return Unless(o.Schedule.LeastCount >= 0, "least count", o.Schedule.LeastCount, "0 or more");
        yield return Unless(o.Special.UnknownId >= 0, "id of the unknown piece", o.Special.UnknownId, "0 or more");
        foreach (var text in Symbols(o).Where(text => text.Length == 0 || text.Any(c => c is '\n' or '\0' or Marks.Boundary or Marks.Rare)))
            yield return new TokeniserError.BadOption("symbol", text, "a text without tabs, ends of lines and U+2585");
        foreach (var id in Ids(o).GroupBy(id => id).Where(id => id.Count() > 1))
            yield return new TokeniserError.BadOption("id", $"{id.Key}", "that of one piece alone");
        foreach (var text in Symbols(o).GroupBy(text => text).Where(text => text.Count() > 1))
            yield return new TokeniserError.Twice(text.Key);
    }

    // So many characters of a piece still lie within what a double can tell apart.
    const int MostLength = 512;

    static TokeniserError Unless<T>(bool isGood, string name, T value, string domain) =>
        isGood ? null! : new TokeniserError.BadOption(name, FormattableString.Invariant($"{value}"), domain);

    static IEnumerable<int> Ids(TokeniserOptions o) =>
        new[] { o.Special.UnknownId, o.Special.BeginId, o.Special.EndId, o.Special.PadId }.Where(id => id >= 0);

    // A user may have the begin or the end of a text as symbols of theirs.
    static IEnumerable<string> Symbols(TokeniserOptions o)
    {
        var special = new[] { (o.Special.PadId, o.Special.Pad), (o.Special.BeginId, o.Special.Begin), (o.Special.EndId, o.Special.End) }
            .Where(of => of.Item1 >= 0 && !o.UserDefinedSymbols.Contains(of.Item2) && !o.ControlSymbols.Contains(of.Item2))
            .Select(of => of.Item2);
        return o.UserDefinedSymbols.Concat(o.ControlSymbols).Concat(special).Append(o.Special.Unknown);
    }
}
