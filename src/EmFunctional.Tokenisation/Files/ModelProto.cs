using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation.Files;

/// <summary>SentencePiece's <c>.model</c>: which field of its messages is what.</summary>
/// <remarks>Source: sentencepiece_model.proto of SentencePiece 0.1.97, Apache-2.0.</remarks>
static class ModelProto
{
    /// <summary>The fields of the whole.</summary>
    internal static class Model
    {
        public const int Piece = 1;
        public const int Training = 2;
        public const int Normalisation = 3;
        public const int NormalisationBack = 5;
    }

    /// <summary>The fields of a piece.</summary>
    internal static class PieceField
    {
        public const int Text = 1;
        public const int Score = 2;
        public const int Kind = 3;
    }

    /// <summary>The fields of the training.</summary>
    internal static class Training
    {
        public const int Kind = 3;
        public const int VocabularySize = 4;
        public const int CharacterCoverage = 10;
        public const int SeedSize = 14;
        public const int ShrinkingFactor = 15;
        public const int SubIterations = 17;
        public const int MaxLineBytes = 18;
        public const int MaxPieceLength = 20;
        public const int SplitByScript = 21;
        public const int SplitByBlank = 22;
        public const int SplitByNumber = 23;
        public const int BlankBehind = 24;
        public const int SplitDigits = 25;
        public const int AllowBlankPieces = 26;
        public const int Control = 30;
        public const int UserDefined = 31;
        public const int IsSizeStrict = 33;
        public const int ByteFallback = 35;
        public const int RequiredCharacters = 36;
        public const int UnknownId = 40;
        public const int BeginId = 41;
        public const int EndId = 42;
        public const int PadId = 43;
        public const int UnknownSurface = 44;
        public const int Unknown = 45;
        public const int Begin = 46;
        public const int End = 47;
        public const int Pad = 48;
    }

    /// <summary>The fields of a normalisation.</summary>
    internal static class Normalisation
    {
        public const int Name = 1;
        public const int Map = 2;
        public const int AddDummyPrefix = 3;
        public const int RemoveExtraBlanks = 4;
        public const int EscapeBlanks = 5;
    }

    /// <summary>The kinds of model; ours is the first.</summary>
    internal static readonly string[] Kinds = ["none", "UNIGRAM", "BPE", "WORD", "CHAR"];

    public const int Unigram = 1;

    /// <summary>The bytes of the file.</summary>
    /// <param name="saved">The tokeniser.</param>
    public static byte[] Write(SavedTokeniser saved)
    {
        var file = new ProtoWriter();
        foreach (var piece in saved.Vocabulary.Pieces)
        {
            var message = new ProtoWriter().Text(PieceField.Text, piece.Text).Single(PieceField.Score, (float)piece.Score);
            file.Message(Model.Piece, piece.Kind == PieceKind.Normal ? message : message.Number(PieceField.Kind, (int)piece.Kind));
        }
        file.Message(Model.Training, Of(saved)).Message(Model.Normalisation, Of(saved.Map, saved.Options.Normalisation));
        return file.Written.ToArray();
    }

    static ProtoWriter Of(SavedTokeniser saved)
    {
        var (options, special) = (saved.Options, saved.Options.Special);
        var message = new ProtoWriter()
            .Number(Training.Kind, Unigram)
            .Number(Training.VocabularySize, saved.Vocabulary.Count)
            .Single(Training.CharacterCoverage, (float)options.CharacterCoverage)
            .Number(Training.SeedSize, options.SeedSize)
            .Single(Training.ShrinkingFactor, (float)options.ShrinkingFactor)
            .Number(Training.SubIterations, options.Schedule.SubIterations)
            .Number(Training.MaxLineBytes, options.MaxLineBytes)
            .Number(Training.MaxPieceLength, options.MaxPieceLength)
            .Flag(Training.SplitByScript, options.SplitByScript)
            .Flag(Training.SplitByBlank, options.SplitByBlank)
            .Flag(Training.SplitByNumber, options.SplitByNumber)
            .Flag(Training.BlankBehind, saved.BlankBehind)
            .Flag(Training.SplitDigits, options.SplitDigits)
            .Flag(Training.AllowBlankPieces, options.AllowBlankPieces);
        foreach (var symbol in options.ControlSymbols)
            message.Text(Training.Control, symbol);
        foreach (var symbol in options.UserDefinedSymbols)
            message.Text(Training.UserDefined, symbol);
        return message
            .Flag(Training.IsSizeStrict, options.IsSizeStrict)
            .Flag(Training.ByteFallback, options.ByteFallback)
            .Text(Training.RequiredCharacters, options.RequiredCharacters)
            .Number(Training.UnknownId, special.UnknownId)
            .Number(Training.BeginId, special.BeginId)
            .Number(Training.EndId, special.EndId)
            .Number(Training.PadId, special.PadId)
            .Text(Training.UnknownSurface, special.UnknownSurface)
            .Text(Training.Unknown, special.Unknown)
            .Text(Training.Begin, special.Begin)
            .Text(Training.End, special.End)
            .Text(Training.Pad, special.Pad);
    }

    static ProtoWriter Of(CharacterMap map, NormalisationOptions options) =>
        new ProtoWriter()
            .Text(Normalisation.Name, map.Name)
            .Counted(Normalisation.Map, map.Bytes.Span)
            .Flag(Normalisation.AddDummyPrefix, options.AddDummyPrefix)
            .Flag(Normalisation.RemoveExtraBlanks, options.RemoveExtraBlanks)
            .Flag(Normalisation.EscapeBlanks, options.EscapeBlanks);
}
