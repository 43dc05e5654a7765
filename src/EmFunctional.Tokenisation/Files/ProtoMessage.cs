using System.Collections.Generic;
using System.Linq;
using System.Text;
using LanguageExt;

namespace EmFunctional.Tokenisation.Files;

/// <summary>The fields of a message by their numbers; of a field that comes twice the last counts.</summary>
/// <param name="Fields">The fields.</param>
sealed record ProtoMessage(List<ProtoField> Fields)
{
    public int Number(int number, int other) => Last(number, ProtoField.Varint) is { } field ? (int)(long)field.Value : other;

    public bool Flag(int number, bool other) => Last(number, ProtoField.Varint) is { } field ? field.Value != 0 : other;

    public float Single(int number, float other) => Last(number, ProtoField.Fixed32) is { } field ? field.Single : other;

    public ReadOnlyMemory<byte> Bytes(int number) => Last(number, ProtoField.Counted) is { } field ? field.Bytes : default;

    public Either<TokeniserError, string> Text(int number, string other, string part, string source) =>
        Last(number, ProtoField.Counted) is { } field ? Text(field, part, source) : other;

    public Either<TokeniserError, Arr<string>> Texts(int number, string part, string source) =>
        Fields
            .Where(field => field.Number == number && field.Kind == ProtoField.Counted)
            .Fold(
                Prelude.Right<TokeniserError, Arr<string>>([]),
                (texts, field) => texts.Bind(some => Text(field, part, source).Map(some.Add))
            );

    ProtoField? Last(int number, int kind) =>
        Fields.FindLastIndex(field => field.Number == number && field.Kind == kind) is >= 0 and var at ? Fields[at] : null;

    static Either<TokeniserError, string> Text(ProtoField field, string part, string source) =>
        System.Text.Unicode.Utf8.IsValid(field.Bytes.Span)
            ? Encoding.UTF8.GetString(field.Bytes.Span)
            : new TokeniserError.BadModelFile(
                source,
                part,
                "text in UTF-8",
                $"the bytes {Convert.ToHexStringLower(field.Bytes.Span[..Math.Min(16, field.Bytes.Length)])}"
            );
}
