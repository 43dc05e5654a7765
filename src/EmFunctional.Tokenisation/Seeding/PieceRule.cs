using EmFunctional.Tokenisation.Preparation;

namespace EmFunctional.Tokenisation.Seeding;

// Which strings of characters may be pieces.
sealed class PieceRule
{
    const int Never = -3;
    const int Blank = -2;
    const int Any = -1;

    // Digits by themselves, where each is a piece of its own.
    const int Alone = int.MaxValue;

    readonly int[] _kinds;
    readonly int _longest;
    readonly bool _splitByBlank;
    readonly bool _blankPieces;

    /// <summary>The rule of some options for the codes of an alphabet.</summary>
    public PieceRule(Alphabet alphabet, TokeniserOptions options)
    {
        (_longest, _splitByBlank, _blankPieces) = (options.MaxPieceLength, options.SplitByBlank, options.AllowBlankPieces);
        _kinds = new int[alphabet.Codes];
        _kinds[0] = Never;
        for (var code = 1; code < _kinds.Length; code++)
            _kinds[code] = KindOf(alphabet.PointOf(code), options);
    }

    static int KindOf(int point, TokeniserOptions options) =>
        point is Marks.Boundary or Marks.Rare or ' ' ? Never
        : point == Marks.Blank ? Blank
        : IsDigit(point) && options.SplitDigits ? Alone
        : IsDigit(point) && !options.SplitByNumber ? Any
        : Scripts.Of(point) == Scripts.Inherited ? Scripts.Inherited
        : options.SplitByScript ? Scripts.Of(point)
        : Any;

    static bool IsDigit(int point) => point is (>= '0' and <= '9') or (>= 0xFF10 and <= 0xFF19);

    /// <summary>Whether a string may be a piece: short enough, of one script, with a blank at its begin alone.</summary>
    public bool Allows(ReadOnlySpan<int> codes)
    {
        if (codes.IsEmpty || codes.Length > _longest)
            return false;
        var script = Any;
        for (var i = 0; i < codes.Length; i++)
        {
            var kind = _kinds[codes[i]];
            switch (kind)
            {
                case Never:
                case Alone when codes.Length > 1:
                    return false;
                case Blank:
                    if ((_splitByBlank ? i > 0 : i > 0 && i == codes.Length - 1) && !(_blankPieces && IsBlank(codes)))
                        return false;
                    break;
                case Scripts.Inherited:
                    break;
                default:
                    if (kind != Any && script != Any && kind != script)
                        return false;
                    script = kind;
                    break;
            }
        }
        return true;
    }

    bool IsBlank(ReadOnlySpan<int> codes)
    {
        foreach (var code in codes)
            if (_kinds[code] != Blank)
                return false;
        return true;
    }
}
