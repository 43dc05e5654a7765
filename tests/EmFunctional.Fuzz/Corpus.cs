using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EmFunctional.Cli.Input;
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

/// <summary>Small inputs of every kind that the product takes; other inputs are made from them. They are the same on every machine.</summary>
static partial class Corpus
{
    /// <summary>Tables with what tables have: names, quotes, holes, weights, labels, sequences, other separators.</summary>
    public static string[] Tables { get; } =
    [
        "x,y,w,label\n1.5,2,1,a\n-3e2,,2,b\nNA,4.25,0.5,\n0.1,7,1,a\n12,3,1,b\n2.5,2.5,3,a\n",
        "x;y\n1;2\n3;4\n5;7\n8;1\n",
        "x\ty\n1\t2\n3\t4\n5\t7\n8\t1\n",
        "1,2\n3,4\n5,6\n7,9\n",
        "\"a name, quoted\",\"b \"\"c\"\"\"\n\"1\",2\n3,\"4\"\n9,6\n2,2\n",
        "sequence\nHTTTHHTHTH\nHHHHTHHHHH\nHTHHHHHTHH\n",
        "heads,flips\n5,10\n9,10\n8,10\n4,10\n7,10\n",
        "HTTTHHTHTH\nHHHHTHHHHH\nHTHHHHHTHH\n",
        "sequence,symbol\nA,low\nA,high\nB,low\nA,mid\nB,high\nB,low\n",
        "symbol,label\nu,1\nv,\nu,0\nv,1\nu,\n",
        "deaths,days\n0,162\n1,267\n2,271\n3,185\n4,111\n",
        "125,18,20,34\n",
        "x\n1\n\n3\n2\nNA\n8\n",
    ];

    public static string[] JsonTables { get; } =
    [
        """[{"x":1.5,"y":2,"label":"a"},{"x":-3e2,"y":null,"label":"b"},{"x":0.25,"label":"a","y":4}]""",
        """{"x":[1,2,3.5,8],"y":[4,null,6,1],"w":[1,1,2,0.5]}""",
        """[[1,2],[3,4],[5,7],[2,2]]""",
        """[{"sequence":"HTTH"},{"sequence":"HHHH"},{"sequence":"THHT"}]""",
        """["u","v","u","u"]""",
    ];

    public static string[] Rules { get; } =
    [
        "aitken(1e-6) | iterations(10000)",
        "(gain(1e-9) & relative(1e-8)).for(3) | evaluations(500)",
        "residual(1e-8).for(2)",
        "((((iterations(5)))))",
    ];

    public static string[] Starts { get; } =
    [
        """{"mean":[[1,2],[3,4]],"mixingWeight":[0.5,0.5]}""",
        """{"mean":[[1,2],[3,4]],"covariance":[[1,0,1],[2,0.5,2]],"mixingWeight":[0.25,0.75]}""",
        """{"version":1,"parameters":{"theta":[0.6,0.5]}}""",
        """{"labels":[0,1,0,1]}""",
        """{"responsibilities":[[1,0],[0.5,0.5],[0,1],[1,0]]}""",
        """{"mean":[1,9],"standardDeviation":[2,1.7]}""",
        """{"rate":[1,2]}""",
    ];

    /// <summary>Options of models as words: the name, then its value.</summary>
    public static string[] Options { get; } =
    [
        "gaussian-mixture components 3 form diagonal mixing equal",
        "gaussian-mixture components 2 hold mean[0]=60;covariance[1] init random-rows",
        "gaussian-mixture components 1 on-degenerate floor",
        "normal-mixture components 2 tie standardDeviation hold mean[0]=6,mixingWeight[1]=0.5",
        "coins components 2 mixing estimated hold theta[0]=0.5",
        "poisson-mixture components 1-3,5 mixing equal,estimated",
        "hmm components 2 emission categorical",
        "linkage",
    ];

    /// <summary>Columns as words: those to read, then of weights, of labels, and what is missing.</summary>
    public static string[] Columns { get; } = ["x,y w label NA", "x w label ?", "y,x", "label", "x,y w", "heads,flips", "1,2 3"];

    public static string[] Seeds { get; } = ["0", "1", "18446744073709551615"];

    /// <summary>NumPy arrays of all types and orders.</summary>
    public static byte[][] Arrays { get; } =
    [
        Npy("<f8", "(3, 2)", [.. new[] { 1.5, 2, double.NaN, 4, -5, 6 }.SelectMany(BitConverter.GetBytes)]),
        Npy("<f4", "(4,)", [.. new[] { 1.5f, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)]),
        Npy("<i4", "(2, 2)", [.. new[] { 1, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)]),
        Npy("<i8", "(2, 2)", [.. new[] { 1L, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)], fortran: true),
        Npy(">f8", "(2, 1)", [.. new[] { 1.5, 2 }.SelectMany(x => BitConverter.GetBytes(x).Reverse())]),
        Npy("|u1", "(5, 1)", [1, 2, 3, 200, 5]),
        Npy("|b1", "(4, 1)", [0, 1, 1, 0]),
    ];

    public static byte[][] Archives { get; } =
    [.. Arrays.Take(3).Select(array => Npz(("x", array))), Npz(("x", Arrays[0]), ("y", Arrays[1]))];

    public static byte[][] Raw { get; } =
    [
        [.. new[] { 1.5, 2, 3, 4, -5, 6 }.SelectMany(BitConverter.GetBytes)],
    ];

    /// <summary>Saved models, of each kind.</summary>
    public static string[] Models { get; } = [.. Fits().Select(fit => ModelFile.ToText(ModelJson.Of(fit.Saved)))];

    /// <summary>Journals: one with seals, the others without.</summary>
    public static string[] Journals { get; } = [Sealed, Unsealed().Replace(Sealed, ""), .. Fits().Select(fit => fit.Journal)];

    /// <summary>An <c>.npz</c> archive.</summary>
    public static byte[] Npz(params (string Name, byte[] Array)[] arrays)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, array) in arrays)
            {
                var entry = archive.CreateEntry($"{name}.npy");
                entry.LastWriteTime = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(array);
            }
        return bytes.ToArray();
    }

    static byte[] Npy(string type, string shape, byte[] values, bool fortran = false)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        var header = text.PadRight(118 - 1) + "\n";
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    static string Sealed
    {
        get
        {
            using var reader = new StreamReader(typeof(Corpus).Assembly.GetManifestResourceStream("coins-v1.clef")!, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    [GeneratedRegex(",\"Seal\":\"[0-9a-f]*\"")]
    private static partial Regex Unsealed();

    /// <summary>A model of a table.</summary>
    public static OpenedModel Open(string model, string table, ColumnChoice chosen)
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        var options = entry.Resolve(Seq<ModelOption>.Empty).OrThrow();
        return entry.Open(new(CsvTable.Read(new StringReader(table), "t.csv"), chosen, options)).OrThrow();
    }

    /// <summary>Families as people write them.</summary>
    public static string[] Families { get; } =
    [
        "normal",
        "poisson(visits)",
        "binomial(hits, trials=10)",
        "normal(height) * poisson(visits) * categorical(\"eye colour\", levels=blue|\"light brown\"|green)",
        "exponential(wait) * bernoulli(\"a \"\"b\"\"\")",
    ];

    // A short run of each model on a small table.
    static IEnumerable<(SavedModel Saved, string Journal)> Fits() =>
        new (string Model, int Table, ColumnChoice Chosen)[]
        {
            ("gaussian-mixture", 3, ColumnChoice.Default),
            (
                "normal-mixture",
                0,
                new()
                {
                    Columns = Arr.create("x"),
                    Weights = "w",
                    Labels = "label",
                }
            ),
            ("coins", 5, ColumnChoice.Default),
            ("poisson-mixture", 10, new() { Columns = Arr.create("deaths"), Weights = "days" }),
            ("hmm", 8, ColumnChoice.Default),
            ("linkage", 11, ColumnChoice.Default),
        }.Select(fit => Fit(Open(fit.Model, Tables[fit.Table], fit.Chosen)));

    static (SavedModel Saved, string Journal) Fit(OpenedModel opened)
    {
        var problem = opened.Problem;
        var start = opened.Starting.Methods[0].Draw(new Seed(1)).OrThrow();
        var environment = new RunEnvironment("EmFunctional", ".NET", "Linux", "X64");
        var rule = StopRule.Aitken(1e-6) | StopRule.Iterations(3);
        var events = Em.Events(problem, start, rule, new() { Seed = 1, Environment = environment }).ToArray();
        var run = events.OfType<RunEvent<Vector>.Started>().Single().Run;
        var saved = SavedModel.Find(events.Aggregate(RunState.Begin(problem.Chart, rule), Run.Evolve)).Single();
        return (saved, string.Concat(events.Select(happened => Line(happened, run))));
    }

    static string Line(RunEvent<Vector> happened, Hash256 run)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = ClefFormatter.WriterTo(bytes))
            ClefFormatter.Write(JournalEvent.Of(happened, flat => flat, run, new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero)), json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }
}
