using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Playground.Lessons;

/// <summary>Coins that somebody takes and flips: rows of flips of their own.</summary>
/// <param name="seed">What falls.</param>
public sealed class CoinBench(Seed seed)
{
    /// <summary>How many flips make a row full.</summary>
    public const int Full = 10;

    /// <summary>More rows are not read beside each other.</summary>
    public const int MostRows = 20;

    readonly List<(int Coin, string Flips)> _rows = [];
    int _draws;

    /// <summary>How often each coin falls on heads, which EM does not know.</summary>
    public double[] Bias { get; } = [0.8, 0.45];

    /// <summary>The coin in the hand.</summary>
    public int Coin { get; private set; }

    public IReadOnlyList<(int Coin, string Flips)> Rows => _rows;

    public bool CanFlip => _rows.Count < MostRows || !IsOver;

    // Whether the next flip begins a row.
    bool IsOver => _rows.Count == 0 || _rows[^1].Flips.Length == Full || _rows[^1].Coin != Coin;

    /// <summary>The rows as EM gets them.</summary>
    public IReadOnlyList<LessonRow> Taken => [.. _rows.Select(row => Course.Flips(row.Flips, row.Coin))];

    /// <summary>Takes a coin in the hand: its flips are a row of their own.</summary>
    public void Take(int coin) => Coin = coin;

    /// <summary>Flips the coin in the hand once: chance decides.</summary>
    public void Flip() => Fall(seed.Uniform(_draws++) < Bias[Coin]);

    /// <summary>Flips it until the row is full.</summary>
    public void Fill()
    {
        do Flip();
        while (CanFlip && !IsOver);
    }

    /// <summary>Takes coins blindly, and fills a row with each.</summary>
    public void Draw(int rows)
    {
        for (var i = 0; i < rows && _rows.Count < MostRows; i++)
        {
            Take(seed.Below(_draws++, Bias.Length));
            Begin();
            Fill();
        }
    }

    /// <summary>What a coin has shown that somebody flipped.</summary>
    public void Fall(bool isHeads)
    {
        if (!CanFlip)
            return;
        if (IsOver)
            Begin();
        _rows[^1] = (Coin, _rows[^1].Flips + (isHeads ? "H" : "T"));
    }

    /// <summary>Takes the last flip back.</summary>
    public void Undo()
    {
        if (_rows.Count == 0)
            return;
        var (coin, flips) = _rows[^1];
        _rows.RemoveAt(_rows.Count - 1);
        if (flips.Length > 1)
            _rows.Add((coin, flips[..^1]));
    }

    public void Clear() => _rows.Clear();

    void Begin() => _rows.Add((Coin, ""));
}
