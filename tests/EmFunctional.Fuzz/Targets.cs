using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Text;
using EmFunctional.Cli.Input;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Fuzz;

/// <summary>All readers of the product.</summary>
public static class Targets
{
    static readonly string[] _ofTables =
    [
        "x",
        "y",
        "w",
        "label",
        "sequence",
        "symbol",
        "heads",
        "flips",
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\n",
        "H",
        "T",
    ];
    static readonly string[] _ofJson =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "\"mean\"",
        "\"parameters\"",
        "\"x\"",
        "[[",
        "//",
    ];
    static readonly string[] _ofArrays =
    [
        "'descr'",
        "'<f8'",
        "'>i8'",
        "'|b1'",
        "'<U9'",
        "True",
        "(1,)",
        "()",
        "(0, 5)",
        "(2147483648, 2)",
        "NUMPY",
        "PK",
    ];
    static readonly string[] _ofJournals =
    [
        "\"Event\":\"started\"",
        "\"Event\":\"stopped\"",
        "\"Event\":\"failed\"",
        "\"Event\":\"resumed\"",
        "\"Schema\":2",
        "\"Iteration\":1",
        "\"Evaluations\"",
        "\"Parameters\":[]",
        "\"Seal\":\"00\"",
        "null",
        ",",
        "}\n",
    ];

    /// <summary>The targets.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("table", Bytes(Corpus.Tables), _ofTables, (input, folder) => Table(input, folder, "t.csv")),
        new("table in JSON", Bytes(Corpus.JsonTables), _ofJson, (input, folder) => Table(input, folder, "t.json")),
        new("conversion", Bytes(Corpus.Tables), _ofTables, Converted),
        new("npy", Corpus.Arrays, _ofArrays, (input, folder) => Table(input, folder, "t.npy")),
        new("npy in blocks", Corpus.Arrays, _ofArrays, Blocks),
        new("npz", Corpus.Archives, _ofArrays, (input, folder) => Table(input, folder, "t.npz")),
        new("npy in npz", Corpus.Arrays, _ofArrays, (input, folder) => Table(Corpus.Npz(("x", input)), folder, "t.npz")),
        new("raw", Corpus.Raw, [], (input, folder) => Table(input, folder, "t.f64")),
        new("journal", Bytes(Corpus.Journals), _ofJournals, Journal),
        new("model", Bytes(Corpus.Models), _ofJson, Model),
        new("rule", Bytes(Corpus.Rules), ["aitken(", "gain(", "iterations(", ".for(", ")", "(", "|", "&", " "], Rule),
        new("start", Bytes(Corpus.Starts), _ofJson, Start),
        new(
            "options",
            Bytes(Corpus.Options),
            ["components ", "form ", "mixing ", "hold ", "full", "mean[0]=1", "[", "]", "=", ",", "-"],
            Options
        ),
        new("columns", Bytes(Corpus.Columns), ["x", "y", "w", "label", ",", " ", "-"], Columns),
        new(
            "family",
            Bytes(Corpus.Families),
            ["normal", "(", ")", "*", ",", "=", "|", "\"", " "],
            (input, _) => FamilyCatalogue.Parse(Encoding.UTF8.GetString(input)).IsSuccess
        ),
        new("seed", Bytes(Corpus.Seeds), [], (input, _) => Seeds.Of(Encoding.UTF8.GetString(input)).IsSuccess),
    ];

    static byte[][] Bytes(string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    static string Written(byte[] input, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, input);
        return path;
    }

    static readonly TextFormat _otherwise = TextFormat.Parse(null, ",", ".", "#", null).IfFail(TextFormat.Guessed);

    // Which model and columns are tried depends on the input alone.
    static bool Table(byte[] input, string folder, string name) =>
        DataSource
            .Open(Written(input, folder, name), 1 + input.Length % 2, input.Length % 3 == 0 ? _otherwise : new(), mostCells: 1 << 20)
            .Match(
                source =>
                    Opened(source, input.Aggregate(input.Length, (hash, b) => unchecked(hash * 31 + b)) & int.MaxValue)
                    || !name.EndsWith("csv", StringComparison.Ordinal), // other files are refused before a model sees them
                _ => false
            );

    static readonly Registry _registry = Registry.Standard;

    static bool Opened(DataSource source, int choice)
    {
        using (source)
        {
            // What takes most tables comes most often.
            var models = _registry.Models;
            var entry = choice % 2 == 0 ? _registry.Find("gaussian-mixture").OrThrow() : models[choice / 2 % models.Count];
            var options = entry.Resolve(Prelude.Seq1(new ModelOption("components", $"{1 + choice % 3}"))).IfFail(Arr<ModelOption>.Empty);
            var chosen = new ColumnChoice
            {
                Columns = choice / 5 % 5 == 0 ? Arr.create("x") : Arr<string>.Empty,
                Weights = choice / 7 % 4 == 0 ? "w" : Option<string>.None,
                Labels = choice / 11 % 4 == 0 ? "label" : Option<string>.None,
                Missing = choice / 13 % 4 == 0 ? Arr.create("?") : Arr<string>.Empty,
                Without = choice / 17 % 4 == 0 ? Arr.create("y") : Arr<string>.Empty,
                Sequence = choice / 19 % 4 == 0 ? "sequence" : Option<string>.None,
                Header = choice / 23 % 4 is 0 or 1 ? choice / 23 % 4 == 0 : Option<bool>.None,
            };
            return entry
                .Open(new(source.Table, chosen, options))
                .Match(
                    opened =>
                    {
                        _ = opened.Starting.Methods[choice % opened.Starting.Methods.Count].Draw(new Seed(1));
                        return true;
                    },
                    _ => false
                );
        }
    }

    static bool Converted(byte[] input, string folder) =>
        CsvConversion.Write(new MemoryStream(input), "t.csv", Path.Combine(folder, "c.npy"), ColumnChoice.Default).IsSuccess;

    static bool Blocks(byte[] input, string folder) =>
        DataSource
            .OpenBlocks(Written(input, folder, input.Length % 2 == 0 ? "b.npy" : "b.f64"), 2, asMap: false)
            .Match(
                source =>
                {
                    using (source)
                    {
                        var rows = source.Table.Blocks!;
                        var isRead = rows.Visit((_, _) => true).IsRight;
                        (rows as IDisposable)?.Dispose();
                        return isRead;
                    }
                },
                _ => false
            );

    // As people look at it, as it is replayed, and as it is resumed.
    static bool Journal(byte[] input, string folder)
    {
        var path = Written(input, folder, "j.clef");
        var isWhole = JournalTrace.Read(path).IsRight;
        foreach (var seals in Enum.GetValues<Seals>())
            _ = JournalReader.Read(new MemoryStream(input), seals).Count(line => line.IsRight);
        return isWhole && IsResumed(path);
    }

    static bool IsResumed(string path)
    {
        try
        {
            return Recorded.Resume(path, _opened[2].Problem, StopRule.Iterations(5)).Take(3).Count().Wait() >= 0;
        }
        catch (Exception refusal) when (refusal is JournalException or EmException)
        {
            return false;
        }
    }

    // It is used, too.
    static bool Model(byte[] input, string folder) =>
        ModelFile
            .Load(Written(input, folder, "m.json"))
            .ToValidation()
            .Bind(_registry.Check)
            .Match(model => model.Entry.Use.Map(use => use.Draw(model.Saved, new Seed(1), 2)).Count() is 0 or 1, _ => false);

    // A rule that is taken reads back.
    static bool Rule(byte[] input, string folder) =>
        StopRule
            .Parse(Encoding.UTF8.GetString(input))
            .Match(
                rule =>
                    StopRule.Parse(rule.ToString()).Exists(again => again.ToString() == rule.ToString())
                        ? true
                        : throw new InvalidOperationException($"'{rule}' does not read back"),
                _ => false
            );

    static readonly OpenedModel[] _opened =
    [
        Corpus.Open("gaussian-mixture", Corpus.Tables[3], ColumnChoice.Default),
        Corpus.Open("normal-mixture", Corpus.Tables[0], ColumnChoice.Of("x")),
        Corpus.Open("coins", Corpus.Tables[5], ColumnChoice.Default),
        Corpus.Open("poisson-mixture", Corpus.Tables[10], ColumnChoice.Of("deaths")),
    ];

    static bool Start(byte[] input, string folder) =>
        Encoding.UTF8.GetString(input) is var text
        && _opened
            .Select(model => StartText.Read(text, model, model.Starting.Methods[0].Draw(new Seed(1)).OrThrow()).IsSuccess)
            .ToArray()
            .Any(isTaken => isTaken);

    static bool Options(byte[] input, string folder)
    {
        var words = Encoding.UTF8.GetString(input).Split(' ');
        var given = words.Skip(1).Chunk(2).Where(pair => pair.Length == 2).Select(pair => new ModelOption(pair[0], pair[1])).ToSeq();
        return _registry
            .Find(words[0])
            .ToValidation()
            .Bind(entry =>
                OptionGrid
                    .Of(entry, given)
                    .Bind(grid =>
                        entry.Open(
                            new(CsvTable.Read(new StringReader(Corpus.Tables[3]), "t.csv"), ColumnChoice.Default, grid.Combinations[0])
                        )
                    )
            )
            .IsSuccess;
    }

    static bool Columns(byte[] input, string folder)
    {
        var words = Encoding.UTF8.GetString(input).Split(' ');
        Option<string> Word(int index) => index < words.Length && words[index].Length > 0 ? words[index] : Option<string>.None;
        var chosen = new ColumnChoice
        {
            Columns = words[0].Split(',', StringSplitOptions.RemoveEmptyEntries),
            Weights = Word(1),
            Labels = Word(2),
            Missing = Word(3).ToArray(),
        };
        return _registry.Models.Count(entry =>
                entry
                    .Open(
                        new(
                            CsvTable.Read(new StringReader(Corpus.Tables[0]), "t.csv"),
                            chosen,
                            entry.Resolve(Seq<ModelOption>.Empty).IfFail(Arr<ModelOption>.Empty)
                        )
                    )
                    .IsSuccess
            ) > 0;
    }
}
