using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Tables;

namespace EmFunctional.Cli.Output;

/// <summary>What was read, as a part of a result.</summary>
static class DataJson
{
    public static JsonObject Of(DataDescription read)
    {
        var json = new JsonObject { ["source"] = read.Source };
        read.Rows.IfSome(rows => json["rows"] = rows);
        read.Header.IfSome(header => json["header"] = header);
        read.Separator.IfSome(separator => json["separator"] = separator.ToString());
        json["columns"] = new JsonArray([
            .. read.Columns.Select(column => new JsonObject { ["name"] = column.Name, ["role"] = $"{column.Role}".ToLowerInvariant() }),
        ]);
        json["leftOut"] = new JsonArray([.. read.Unread.Select(column => new JsonObject { ["name"] = column.Name, ["why"] = column.Why })]);
        json["missing"] = read.Missing;
        json["blankLines"] = read.BlankLines;
        if (read.MissingMarkers.Count == 1)
            json["missingMarker"] = read.MissingMarkers[0];
        else if (!read.MissingMarkers.IsEmpty)
            json["missingMarkers"] = ModelJson.Texts(read.MissingMarkers);
        read.Format.Decimal.IfSome(point => json["decimal"] = $"{point}");
        read.Format.Thousands.IfSome(between => json["thousands"] = $"{between}");
        read.Format.Comment.IfSome(mark => json["comment"] = $"{mark}");
        read.Encoding.IfSome(encoding => json["encoding"] = encoding);
        read.WeightSum.IfSome(sum => json["weightSum"] = ModelJson.Number(sum));
        if (!read.Labels.IsEmpty)
            json["labels"] = new JsonArray([
                .. read.Labels.Select(label => new JsonObject { ["name"] = label.Name, ["rows"] = label.Rows }),
            ]);
        read.Sequences.IfSome(all =>
            json["sequences"] = new JsonObject
            {
                ["count"] = all.Count,
                ["shortest"] = all.Shortest,
                ["longest"] = all.Longest,
            }
        );
        if (!read.Symbols.IsEmpty)
            json["symbols"] = ModelJson.Texts(read.Symbols);
        if (!read.Notes.IsEmpty)
            json["notes"] = ModelJson.Texts(read.Notes);
        return json;
    }
}
