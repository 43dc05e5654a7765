using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Tables in JSON: an array of objects, one a row, with the same names in each; null stands for what is missing.</summary>
public static class JsonTable
{
    /// <summary>Reads a table; its first row is the names of the first object.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What messages call it.</param>
    public static Either<EmError, Table> Read(string json, string source) =>
        JsonText.Read(
            json,
            source,
            (place, expected) => Wrong($"{place}", $"{expected}: an array of objects, one a row"),
            root =>
                root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0
                    ? Rows(root, source)
                    : Wrong(source, "an array of objects, one a row")
        );

    static Either<EmError, Table> Rows(JsonElement array, string source)
    {
        var names = array[0].ValueKind == JsonValueKind.Object ? array[0].EnumerateObject().Select(each => each.Name).ToArray() : [];
        if (names.Length == 0)
            return Wrong(source, "an array of objects, one a row");
        var index = names.Select((name, j) => (name, j)).ToDictionary(pair => pair.name, pair => pair.j, StringComparer.Ordinal);
        var rows = new List<TableRow> { new TextRow(1, names, cell => cell + 1) };
        foreach (var row in array.EnumerateArray())
        {
            var line = rows.Count + 1;
            var cells = new string?[names.Length];
            var others = 0;
            foreach (var value in row.ValueKind == JsonValueKind.Object ? row.EnumerateObject() : default)
                if (index.TryGetValue(value.Name, out var j))
                    cells[j] = Text(value.Value);
                else
                    others++;
            if (Array.IndexOf(cells, null) is >= 0 and var lacking)
                return Wrong(
                    source,
                    $"an array of objects that each have a number, a text or null for {names[lacking]}; object {line - 1} has not"
                );
            if (others > 0)
                return Wrong(source, $"an array of objects with the same names; object {line - 1} has others than the first");
            rows.Add(new TextRow(line, cells!, cell => cell + 1));
        }
        return new Table(source, rows) { Header = true };
    }

    static EmError Wrong(string source, string expected) => new EmError.BadArray(source, expected);

    static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => "",
            _ => null,
        };
}
