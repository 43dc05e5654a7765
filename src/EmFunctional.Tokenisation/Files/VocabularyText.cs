using System.Globalization;
using System.IO;

namespace EmFunctional.Tokenisation.Files;

/// <summary>SentencePiece's <c>.vocab</c>: a line for each piece, its text and its score with a tab between them. It is for people; nothing loads it.</summary>
static class VocabularyText
{
    const int Digits = 6;

    public static void Write(Vocabulary vocabulary, TextWriter to)
    {
        foreach (var piece in vocabulary.Pieces)
            to.Write($"{piece.Text}\t{Score((float)piece.Score)}\n");
    }

    /// <summary>Six significant digits without zeros at the end, as <c>%g</c> of C prints them.</summary>
    internal static string Score(float score)
    {
        if (score == 0)
            return float.IsNegative(score) ? "-0" : "0";
        var scientific = ((double)score).ToString($"e{Digits - 1}", CultureInfo.InvariantCulture);
        var exponent = int.Parse(
            scientific.AsSpan(scientific.IndexOf('e', StringComparison.Ordinal) + 1),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture
        );
        return exponent is >= -4 and < Digits
            ? Short(((double)score).ToString($"f{Digits - 1 - exponent}", CultureInfo.InvariantCulture))
            : $"{Short(scientific[..scientific.IndexOf('e', StringComparison.Ordinal)])}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    static string Short(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
