using System.Collections.Generic;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using EmFunctional.Tokenisation.Normalisation;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>The first events of a training: the text is read, and it can bear the vocabulary.</summary>
static class Preparing
{
    /// <summary>The events, and those that follow.</summary>
    /// <param name="lines">The text.</param>
    /// <param name="options">How to train.</param>
    /// <param name="executor">What goes through blocks of lines.</param>
    /// <param name="source">What is known of where the text comes from.</param>
    /// <param name="then">What follows.</param>
    public static IEnumerable<TrainingEvent> Events(
        IEnumerable<Either<TokeniserError, TextLine>> lines,
        TokeniserOptions options,
        IBlockExecutor executor,
        DataDescription source,
        Func<PreparedText, Units, IEnumerable<TrainingEvent>> then
    )
    {
        var read = PreparedText.Of(lines, Normaliser.Of(options), options, executor);
        if (read.Case is not PreparedText text)
        {
            yield return new TrainingEvent.Failed((TokeniserError)read.Case);
            yield break;
        }
        if (text.Tally.Used == 0)
        {
            yield return new TrainingEvent.Failed(new TokeniserError.NoText(text.Tally, options.MaxLineBytes));
            yield break;
        }
        var units = Units.Of(text, options.SplitByBlank, source);
        yield return new TrainingEvent.Prepared(text, units);
        var (characters, symbols) = (text.Alphabet.Required.Count, SpecialSymbols.Of(options).Count);
        if (characters + symbols > options.VocabularySize)
        {
            yield return new TrainingEvent.Failed(new TokeniserError.TooSmall(options.VocabularySize, characters, symbols));
            yield break;
        }
        foreach (var happened in then(text, units))
            yield return happened;
    }
}
