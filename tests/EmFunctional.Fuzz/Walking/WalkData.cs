using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Cli.Input;
using EmFunctional.Modelling;
using EmFunctional.Tables;

namespace EmFunctional.Fuzz.Walking;

/// <summary>The first rows of a sample as a table of text, with holes, weights or labels if wanted, in every kind of file.</summary>
/// <param name="Names">The columns.</param>
/// <param name="Rows">The cells, row by row.</param>
sealed record WalkData(string[] Names, string[][] Rows)
{
    const int MostRows = 40;

    /// <summary>What may be done to the rows.</summary>
    public static string[] Variants { get; } = ["plain", "holes", "weights", "labels"];

    /// <summary>The kinds of file; standard input is one, where a call can have one.</summary>
    public static string[] Kinds { get; } =
    ["csv", "tsv", "json", "npy", "npz", "f64", .. ToolHost.HasStreams ? ["-"] : Array.Empty<string>()];

    public static WalkData Of(Sample sample, string variant)
    {
        var rows = CsvTable
            .Read(new StringReader(sample.Text), sample.Name)
            .Rows.Take(MostRows + 1)
            .Select(row => row.Texts.ToArray())
            .ToArray();
        var plain = new WalkData(rows[0], rows[1..]);
        return variant switch
        {
            "holes" => plain with
            {
                Rows = [.. plain.Rows.Select((row, i) => row.Select((cell, j) => (i * 3 + j) % 5 == 1 ? Hole(i) : cell).ToArray())],
            },
            "weights" => plain.With("w", i => $"{1 + i % 3}"),
            "labels" => plain.With("known", i => i % 4 == 0 ? $"{i / 4 % 2}" : ""),
            _ => plain,
        };
    }

    static string Hole(int row) =>
        (row % 3) switch
        {
            0 => "",
            1 => "NA",
            _ => "NaN",
        };

    WalkData With(string name, Func<int, string> cell) => new([.. Names, name], [.. Rows.Select((row, i) => (string[])[.. row, cell(i)])]);

    /// <summary>The columns that are numbers where they are anything.</summary>
    public int[] Numeric =>
        [.. Enumerable.Range(0, Names.Length).Where(j => Rows.All(row => IsMissing(row[j]) || Number(row[j]) is not null))];

    static bool IsMissing(string cell) => cell is "" or "NA" or "NaN";

    static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Writes a file, and says what the tool is to be given; nothing where no column can be in a file of this kind.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="kind">Of <see cref="Kinds"/>.</param>
    public (string[] Data, string? Input)? Write(string folder, string kind)
    {
        var (name, numeric) = (kind == "-" ? "data" : $"data.{kind}", Numeric);
        var path = Path.Combine(folder, name);
        if (kind is "npy" or "npz" or "f64")
        {
            if (numeric.Length == 0)
                return null;
            WriteArray(path, kind, [.. Rows.SelectMany(row => numeric.Select(j => Number(row[j]) ?? double.NaN))]);
            return (kind == "f64" ? [name, "--raw-columns", $"{numeric.Length}"] : [name], null);
        }
        var text = kind == "json" ? Json() : Lines(kind == "tsv" ? '\t' : ',');
        File.WriteAllText(path, text);
        return kind == "-" ? (["-"], name) : ([name], null);
    }

    /// <summary>What a column is called in a file of this kind: arrays have no names.</summary>
    public string NameOf(string column, string kind) =>
        kind is "npy" or "npz" or "f64" ? $"column{1 + Array.IndexOf([.. Numeric.Select(j => Names[j])], column)}" : column;

    void WriteArray(string path, string kind, double[] values)
    {
        var array = NumPyArray.Matrix(Rows.Length, values);
        if (kind == "npy")
            NumPyFile.Write(path, array).OrThrow();
        else if (kind == "npz")
            NumPyFile.Write(path, ("data", array)).OrThrow();
        else
            File.WriteAllBytes(path, [.. values.SelectMany(BitConverter.GetBytes)]);
    }

    string Lines(char separator) => string.Concat(Rows.Prepend(Names).Select(row => $"{string.Join(separator, row)}\n"));

    string Json()
    {
        var numeric = Numeric;
        JsonNode? Cell(string[] row, int j) =>
            IsMissing(row[j]) ? null
            : numeric.Contains(j) ? Number(row[j])!.Value
            : row[j];
        return new JsonArray([
            .. Rows.Select(row => new JsonObject(Names.Select((name, j) => KeyValuePair.Create(name, Cell(row, j))))),
        ]).ToJsonString();
    }
}
