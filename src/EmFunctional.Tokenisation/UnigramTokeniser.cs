using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Cutting;
using EmFunctional.Tokenisation.Normalisation;
using LanguageExt;

namespace EmFunctional.Tokenisation;

/// <summary>
/// The unigram language model: the probability of a sequence of pieces is the product of theirs, and a text is cut into the most probable one.
/// Ids are those of SentencePiece with the same model file.
/// </summary>
/// <remarks>Source: Kudo (2018), Subword Regularization, ACL.</remarks>
public sealed class UnigramTokeniser : ITokeniser
{
    readonly SavedTokeniser _saved;
    readonly Normaliser _normaliser;
    readonly PieceIndex _pieces;
    readonly Decoding _decoding;
    readonly int[] _idOfByte;

    /// <summary>The tokeniser of a file.</summary>
    /// <param name="saved">What the file holds.</param>
    public UnigramTokeniser(SavedTokeniser saved)
    {
        _saved = saved;
        _normaliser = saved.Normaliser;
        _pieces = new(saved.Vocabulary);
        _decoding = new(saved);
        _idOfByte = IdsOfBytes(saved.Vocabulary);
    }

    /// <summary>The tokeniser that was trained; its scores are rounded to single precision, as in its file.</summary>
    /// <param name="trained">What training found.</param>
    public static UnigramTokeniser Of(TrainedTokeniser trained) => new(SavedTokeniser.Of(trained));

    /// <inheritdoc/>
    public Vocabulary Vocabulary => _saved.Vocabulary;

    /// <summary>What its file holds.</summary>
    public SavedTokeniser Saved => _saved;

    internal PieceIndex Pieces => _pieces;

    /// <inheritdoc/>
    public Token[] Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>The pieces of a text in UTF-8, where bytes may be wrong: each such byte is U+FFFD.</summary>
    /// <param name="text">The bytes.</param>
    public Token[] Encode(ReadOnlySpan<byte> text)
    {
        var normal = Normalised(text);
        return Tokens(normal.Span, new BestPath(_pieces).Of(normal.Span));
    }

    /// <summary>The n most probable ways to cut a text, from the best on.</summary>
    /// <param name="text">The bytes of a text in UTF-8.</param>
    /// <param name="count">n; there may be fewer.</param>
    /// <returns>The pieces of each, and ln of its probability: the sum of their scores.</returns>
    public IReadOnlyList<(Token[] Tokens, double Score)> Best(ReadOnlySpan<byte> text, int count)
    {
        var normal = Normalised(text);
        return [.. Paths.Best(new(_pieces, normal.Span), count).Select(path => (Tokens(normal.Span, path.Cuts), path.Score))];
    }

    /// <summary>Ways to cut a text that are drawn, each with a probability that is proportional to exp(θ · score).</summary>
    /// <param name="text">The bytes of a text in UTF-8.</param>
    /// <param name="theta">θ ≥ 0: with 0 all ways are as likely, with 1 they are as probable as the model says; SentencePiece calls it alpha.</param>
    /// <param name="seed">Where the numbers come from: the same seed gives the same ways everywhere.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<Token[]> Draw(ReadOnlySpan<byte> text, double theta, Seed seed, int count)
    {
        var normal = Normalised(text);
        var lattice = new Lattice(_pieces, normal.Span);
        var (alpha, byEnd) = (lattice.Forward(theta), lattice.ByEnd());
        return [.. Enumerable.Range(0, count).Select(i => Tokens(normal.Span, Paths.Drawn(lattice, theta, alpha, byEnd, seed.Split(i))))];
    }

    /// <summary>A text as it is before it is cut.</summary>
    /// <param name="text">The bytes of a text in UTF-8.</param>
    public string Normalise(ReadOnlySpan<byte> text) => _normaliser.Normalise(text);

    /// <inheritdoc/>
    public Either<TokeniserError, string> Decode(IReadOnlyList<int> ids) => Decode(ids, i => new("ids", 1, i + 1));

    /// <summary>The text of pieces.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="place">Where the i-th of them stands, for errors.</param>
    public Either<TokeniserError, string> Decode(IReadOnlyList<int> ids, Func<int, Position> place) => _decoding.Of(ids, place);

    internal ByteText Normalised(ReadOnlySpan<byte> text)
    {
        var normal = new ByteText();
        _normaliser.Normalise(text, normal);
        return normal;
    }

    internal void Normalise(ReadOnlySpan<byte> text, ByteText to) => _normaliser.Normalise(text, to);

    // Unknown characters are bytes where there are pieces for those; otherwise such that follow each other are one.
    internal Token[] Tokens(ReadOnlySpan<byte> text, IReadOnlyList<Cut> cuts)
    {
        var tokens = new List<Token>(cuts.Count);
        for (var i = 0; i < cuts.Count; i++)
        {
            var (begin, end, id) = cuts[i];
            if (id != _pieces.UnknownId)
                tokens.Add(new(id, _saved.Vocabulary[id].Text));
            else if (_saved.Options.ByteFallback)
                foreach (var part in text[begin..end])
                    tokens.Add(new(_idOfByte[part], _saved.Vocabulary[_idOfByte[part]].Text));
            else
            {
                while (i + 1 < cuts.Count && cuts[i + 1].Id == id)
                    i++;
                tokens.Add(new(id, Encoding.UTF8.GetString(text[begin..cuts[i].End])));
            }
        }
        return [.. tokens];
    }

    static int[] IdsOfBytes(Vocabulary vocabulary)
    {
        var ids = new int[byte.MaxValue + 1];
        for (var id = 0; id < vocabulary.Count; id++)
            if (vocabulary[id].Kind == PieceKind.Byte && Files.VocabularyCheck.ByteOf(vocabulary[id].Text) is { } value)
                ids[value] = id;
        return ids;
    }
}
