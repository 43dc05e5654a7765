using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Tokenisation.Normalisation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Files;

/// <summary>Reads SentencePiece's <c>.model</c>, ours and others'. What a file does not say is as SentencePiece has it; fields that we do not know are passed over.</summary>
static class ModelProtoReader
{
    /// <summary>The tokeniser in the bytes of a file.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="source">The file.</param>
    public static Either<TokeniserError, SavedTokeniser> Read(ReadOnlyMemory<byte> file, string source) =>
        from fields in ProtoField.Read(file, source)
        from whole in IsWhole(fields, source)
        from pieces in Pieces(fields, source)
        from training in Message(fields, ModelProto.Model.Training, source)
        from options in Options(training, source)
        from vocabulary in VocabularyCheck.Of(new(pieces), options.ByteFallback, source)
        from normalisation in Message(fields, ModelProto.Model.Normalisation, source)
        from map in Map(normalisation, source)
        from back in Message(fields, ModelProto.Model.NormalisationBack, source)
        from none in back.Bytes(ModelProto.Normalisation.Map).IsEmpty
            ? Prelude.Right<TokeniserError, Unit>(Prelude.unit)
            : new TokeniserError.BadModelFile(source, "the replacement of characters in decoded text", "none", "there")
        select new SavedTokeniser(vocabulary, options with { Normalisation = Blanks(normalisation, map) }, map)
        {
            BlankBehind = training.Flag(ModelProto.Training.BlankBehind, false),
        };

    // A file that was cut between two pieces lacks what comes behind them.
    static Either<TokeniserError, Unit> IsWhole(List<ProtoField> fields, string source) =>
        Has(fields, ModelProto.Model.Training) && Has(fields, ModelProto.Model.Normalisation)
            ? Prelude.unit
            : new TokeniserError.BadModelFile(
                source,
                "the file",
                "pieces, then how they were found, then how text is normalised",
                $"without the {(Has(fields, ModelProto.Model.Training) ? "last" : Has(fields, ModelProto.Model.Piece) ? "second and third" : "first")} of these, so perhaps cut"
            );

    static bool Has(List<ProtoField> fields, int number) => fields.Exists(field => field.Number == number);

    static Either<TokeniserError, Arr<Piece>> Pieces(List<ProtoField> fields, string source)
    {
        var pieces = new List<Piece>();
        foreach (var field in fields)
            if (field.Number == ModelProto.Model.Piece)
            {
                var piece = OfKind(field, source).Bind(message => OnePiece(message, pieces.Count, source));
                if (piece.IsLeft)
                    return piece.Map(_ => Arr<Piece>.Empty);
                pieces.Add((Piece)piece);
            }
        return new Arr<Piece>(pieces);
    }

    static Either<TokeniserError, Piece> OnePiece(ProtoMessage message, int id, string source)
    {
        var kind = message.Number(ModelProto.PieceField.Kind, (int)PieceKind.Normal);
        if (!Enum.IsDefined((PieceKind)kind))
            return new TokeniserError.BadModelFile(source, $"the kind of piece {id}", "from 1 to 6", $"{kind}");
        return message
            .Text(ModelProto.PieceField.Text, "", $"piece {id}", source)
            .Map(text => new Piece(text, message.Single(ModelProto.PieceField.Score, 0), (PieceKind)kind));
    }

    static Either<TokeniserError, ProtoMessage> Message(List<ProtoField> fields, int number, string source) =>
        fields.FindLastIndex(field => field.Number == number) is >= 0 and var at ? OfKind(fields[at], source) : new ProtoMessage([]);

    static Either<TokeniserError, ProtoMessage> OfKind(ProtoField field, string source) =>
        field.Kind == ProtoField.Counted
            ? ProtoField.Read(field.Bytes, source, field.Begin).Map(fields => new ProtoMessage(fields))
            : new TokeniserError.BadModelFile(source, $"field {field.Number} at byte {field.At}", "a message", $"of the kind {field.Kind}");

    static Either<TokeniserError, TokeniserOptions> Options(ProtoMessage training, string source)
    {
        var kind = training.Number(ModelProto.Training.Kind, ModelProto.Unigram);
        if (kind != ModelProto.Unigram)
            return new TokeniserError.BadModelFile(
                source,
                "the kind of the model",
                "UNIGRAM (1)",
                kind > 0 && kind < ModelProto.Kinds.Length ? $"{ModelProto.Kinds[kind]} ({kind})" : $"{kind}"
            );
        var none = TokeniserOptions.Default;
        Either<TokeniserError, string> Text(int field, string other) =>
            training.Text(field, other, $"field {field} of the training", source);
        Either<TokeniserError, Arr<string>> Texts(int field) => training.Texts(field, $"field {field} of the training", source);
        return from control in Texts(ModelProto.Training.Control)
            from userDefined in Texts(ModelProto.Training.UserDefined)
            from required in Text(ModelProto.Training.RequiredCharacters, none.RequiredCharacters)
            from surface in Text(ModelProto.Training.UnknownSurface, none.Special.UnknownSurface)
            from unknown in Text(ModelProto.Training.Unknown, none.Special.Unknown)
            from begin in Text(ModelProto.Training.Begin, none.Special.Begin)
            from end in Text(ModelProto.Training.End, none.Special.End)
            from pad in Text(ModelProto.Training.Pad, none.Special.Pad)
            select none with
            {
                VocabularySize = training.Number(ModelProto.Training.VocabularySize, none.VocabularySize),
                CharacterCoverage = training.Single(ModelProto.Training.CharacterCoverage, (float)none.CharacterCoverage),
                SeedSize = training.Number(ModelProto.Training.SeedSize, none.SeedSize),
                ShrinkingFactor = training.Single(ModelProto.Training.ShrinkingFactor, (float)none.ShrinkingFactor),
                MaxLineBytes = training.Number(ModelProto.Training.MaxLineBytes, none.MaxLineBytes),
                MaxPieceLength = training.Number(ModelProto.Training.MaxPieceLength, none.MaxPieceLength),
                SplitByScript = training.Flag(ModelProto.Training.SplitByScript, none.SplitByScript),
                SplitByBlank = training.Flag(ModelProto.Training.SplitByBlank, none.SplitByBlank),
                SplitByNumber = training.Flag(ModelProto.Training.SplitByNumber, none.SplitByNumber),
                SplitDigits = training.Flag(ModelProto.Training.SplitDigits, none.SplitDigits),
                AllowBlankPieces = training.Flag(ModelProto.Training.AllowBlankPieces, none.AllowBlankPieces),
                IsSizeStrict = training.Flag(ModelProto.Training.IsSizeStrict, none.IsSizeStrict),
                ByteFallback = training.Flag(ModelProto.Training.ByteFallback, none.ByteFallback),
                Schedule = none.Schedule with
                {
                    SubIterations = training.Number(ModelProto.Training.SubIterations, none.Schedule.SubIterations),
                },
                ControlSymbols = control,
                UserDefinedSymbols = userDefined,
                RequiredCharacters = required,
                Special = new(
                    training.Number(ModelProto.Training.UnknownId, none.Special.UnknownId),
                    training.Number(ModelProto.Training.BeginId, none.Special.BeginId),
                    training.Number(ModelProto.Training.EndId, none.Special.EndId),
                    training.Number(ModelProto.Training.PadId, none.Special.PadId)
                )
                {
                    Unknown = unknown,
                    Begin = begin,
                    End = end,
                    Pad = pad,
                    UnknownSurface = surface,
                },
            };
    }

    static Either<TokeniserError, CharacterMap> Map(ProtoMessage normalisation, string source) =>
        normalisation
            .Text(ModelProto.Normalisation.Name, "identity", "the name of the normalisation", source)
            .Bind(name => CharacterMap.Read(name, normalisation.Bytes(ModelProto.Normalisation.Map), source));

    static NormalisationOptions Blanks(ProtoMessage normalisation, CharacterMap map) =>
        new()
        {
            Rule = Enum.GetValues<NormalisationRule>()
                .FirstOrDefault(rule => CharacterMap.NameOf(rule) == map.Name, NormalisationRule.Identity),
            AddDummyPrefix = normalisation.Flag(ModelProto.Normalisation.AddDummyPrefix, true),
            RemoveExtraBlanks = normalisation.Flag(ModelProto.Normalisation.RemoveExtraBlanks, true),
            EscapeBlanks = normalisation.Flag(ModelProto.Normalisation.EscapeBlanks, true),
        };
}
