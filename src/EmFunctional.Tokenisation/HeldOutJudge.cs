using System.Linq;
using System.Text;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Cutting;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation;

/// <summary>Judges a tokeniser by text, a line after the other.</summary>
public sealed class HeldOutJudge
{
    readonly UnigramTokeniser _tokeniser;
    readonly BestPath _best;
    readonly ByteText _normal = new();
    readonly double _logMass;

    /// <summary>A judge of a tokeniser.</summary>
    /// <param name="tokeniser">The tokeniser.</param>
    public HeldOutJudge(UnigramTokeniser tokeniser)
    {
        _tokeniser = tokeniser;
        _best = new(tokeniser.Pieces);
        var scores = tokeniser.Vocabulary.Pieces.Where(piece => piece.Kind is PieceKind.Normal or PieceKind.UserDefined);
        Mass = scores.Sum(piece => Elementary.Exp((float)piece.Score));
        _logMass = Elementary.Log(Mass);
    }

    /// <summary>Σ exp(score) over all pieces of text: below 1, if the scores are those of the digamma step.</summary>
    public double Mass { get; }

    /// <summary>The sums with a line more.</summary>
    /// <param name="sofar">The sums.</param>
    /// <param name="line">The line in UTF-8; one of blanks alone does not count.</param>
    public HeldOutText Add(HeldOutText sofar, ReadOnlySpan<byte> line)
    {
        var invalid = Utf8.CountInvalid(line);
        _normal.Shorten(0);
        _tokeniser.Normalise(line, _normal);
        var text = _normal.Span;
        if (text.IsEmpty)
            return sofar with { InvalidBytes = sofar.InvalidBytes + invalid };
        var cuts = _best.Of(text);
        var tokens = _tokeniser.Tokens(text, cuts);
        var lattice = new Lattice(_tokeniser.Pieces, text);
        var unknowns = tokens.Count(token => token.Id == _tokeniser.Pieces.UnknownId);
        // Bytes stand for an unknown character, which counts as one.
        var viterbi = _tokeniser.Saved.Options.ByteFallback ? cuts.Sum(cut => Score(cut.Id)) : tokens.Sum(token => Score(token.Id));
        var scored = _tokeniser.Saved.Options.ByteFallback ? cuts.Count : tokens.Length;
        return new()
        {
            Lines = sofar.Lines + 1,
            Characters = sofar.Characters + lattice.Characters - (text.StartsWith("▁"u8) ? 1 : 0),
            Tokens = sofar.Tokens + tokens.Length,
            Unknowns = sofar.Unknowns + unknowns,
            RoundTripErrors = sofar.RoundTripErrors + (unknowns == 0 && !IsSame(tokens, text) ? 1 : 0),
            InvalidBytes = sofar.InvalidBytes + invalid,
            Viterbi = sofar.Viterbi + viterbi,
            ViterbiRenormalised = sofar.ViterbiRenormalised + viterbi - (scored * _logMass),
            Marginal = sofar.Marginal + lattice.Forward(1)[^1],
            MarginalRenormalised = sofar.MarginalRenormalised + lattice.Forward(1, -_logMass)[^1],
        };
    }

    double Score(int id) => id == _tokeniser.Pieces.UnknownId ? _tokeniser.Pieces.UnknownScore : _tokeniser.Pieces.Score(id);

    bool IsSame(Token[] tokens, ReadOnlySpan<byte> text)
    {
        var expected = Encoding.UTF8.GetString(text).Replace('▁', ' ');
        return _tokeniser
            .Decode([.. tokens.Select(token => token.Id)])
            .Map(back => back == expected[(expected[0] == ' ' ? 1 : 0)..])
            .IfLeft(false);
    }
}
