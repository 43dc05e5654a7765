using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Tokenisation;

public abstract partial record TokeniserError
{
    /// <summary>A model file ends before it is complete.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="At">The byte, from 0, at which something begins that is cut.</param>
    /// <param name="Needed">How many bytes it needs.</param>
    /// <param name="Found">How many there are.</param>
    public sealed record CutFile(string Source, int At, ulong Needed, int Found) : TokeniserError
    {
        internal override string Words =>
            $"{Source}: cut off: {Needed} bytes expected from byte {At} on, and {Found} are there; copy or save the model anew";
    }

    /// <summary>A model file is not what it should be.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Part">Which part of it.</param>
    /// <param name="Expected">What that must be.</param>
    /// <param name="Found">What it is.</param>
    public sealed record BadModelFile(string Source, string Part, string Expected, string Found) : TokeniserError
    {
        internal override string Words =>
            $"{Source}: {Part} must be {Expected}, and is {Found}; give a unigram model of SentencePiece or HuggingFace";
    }

    /// <summary>A vocabulary has no piece, or more than one, for what no piece matches.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Count">How many it has.</param>
    public sealed record NotOneUnknown(string Source, int Count) : TokeniserError
    {
        internal override string Words =>
            $"{Source}: a vocabulary must have exactly one piece of the kind UNKNOWN, and has {Count}; save the model anew";
    }

    /// <summary>A piece of a vocabulary has no text.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Id">The piece.</param>
    public sealed record EmptyPiece(string Source, int Id) : TokeniserError
    {
        internal override string Words => $"{Source}: piece {Id} has no text, and would match everywhere; save the model anew";
    }

    /// <summary>Two pieces of a vocabulary have the same text.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Text">The text.</param>
    /// <param name="First">The first of them.</param>
    /// <param name="Second">The second.</param>
    public sealed record DuplicatePiece(string Source, string Text, int First, int Second) : TokeniserError
    {
        internal override string Words => $"{Source}: pieces {First} and {Second} are both '{Text}'; save the model anew, with one of them";
    }

    /// <summary>Pieces for single bytes are not all there, or are there although the model does not fall back to bytes.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Count">How many different ones there are.</param>
    /// <param name="FallsBack">Whether the model falls back to bytes.</param>
    public sealed record WrongBytePieces(string Source, int Count, bool FallsBack) : TokeniserError
    {
        internal override string Words =>
            FallsBack
                ? $"{Source}: the model falls back to bytes, and has pieces for {Count} of the 256; save the model anew"
                : $"{Source}: {Count} pieces of the kind BYTE, and the model does not fall back to bytes; save the model anew";
    }

    /// <summary>A score is no number.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Id">The piece.</param>
    /// <param name="Score">Its score.</param>
    public sealed record BadScore(string Source, int Id, double Score) : TokeniserError
    {
        internal override string Words =>
            $"{Source}: the score of piece {Id} is {NumberText.Shortest(Score)}, and must be finite; save the model anew";
    }

    /// <summary>An id is of no piece.</summary>
    /// <param name="At">Where it stands.</param>
    /// <param name="Id">The id.</param>
    /// <param name="Count">How many pieces there are.</param>
    public sealed record NoSuchId(Position At, long Id, int Count) : TokeniserError
    {
        internal override string Words => $"{At}: no piece has the id {Id}; ids are from 0 to {Count - 1}";
    }

    /// <summary>A text that should be an id is no whole number.</summary>
    /// <param name="At">Where it stands.</param>
    /// <param name="Found">The text.</param>
    public sealed record NotAnId(Position At, string Found) : TokeniserError
    {
        internal override string Words =>
            $"{At}: '{(Found.Length > 40 ? Found[..40] + "…" : Found)}' is no id; ids are whole numbers with blanks between them";
    }
}
