namespace EmFunctional.Tokenisation.Tests;

public class OptionTests
{
    [Fact]
    public void The_defaults_are_those_of_SentencePiece()
    {
        var options = TokeniserOptions.Default;
        Assert.Equal(
            (8000, 0.9995, 1_000_000, 16),
            (options.VocabularySize, options.CharacterCoverage, options.SeedSize, options.MaxPieceLength)
        );
        Assert.Equal(PruningFormula.Alternatives, options.Schedule.Pruning);
    }
}
