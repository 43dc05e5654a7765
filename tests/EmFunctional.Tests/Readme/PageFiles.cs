using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Readme;

/// <summary>The files that the programs and calls of a page read.</summary>
static class PageFiles
{
    static readonly (string Name, string File)[] _reads =
    [
        ("transcripts.fasta.gz", "transcripts.fasta.gz"),
        ("reads_1.fastq.gz", "reads_1.fastq.gz"),
        ("reads_2.fastq.gz", "reads_2.fastq.gz"),
        ("pseudoalignments.ec", "p_pe/pseudoalignments.ec"),
        ("pseudoalignments.tsv", "p_pe/pseudoalignments.tsv"),
        ("fragment_lengths.txt", "fragment_lengths_pe.txt"),
    ];

    static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Writes them into a folder.</summary>
    public static void Write(Page page, string folder)
    {
        foreach (var (name, text) in Texts(page))
            File.WriteAllText(Path.Combine(folder, name), text);
        foreach (var (name, file) in page.Path == "src/EmFunctional.Transcripts/README.md" ? _reads : [])
            File.Copy(
                Repository.PathTo($"tests/EmFunctional.Transcripts.Tests/Reference/kallisto_test/{file}"),
                Path.Combine(folder, name)
            );
        if (page.Path == "src/EmFunctional.Tokenisation/README.md")
            WriteTexts(folder);
        var rows = Iris().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        var values = rows.SelectMany(row => row.Split(',')).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture));
        NumPyFile.Write(Path.Combine(folder, "big.npy"), NumPyArray.Matrix(rows.Length, values.ToArray())).OrThrow();
    }

    // Of real books, since a vocabulary of a thousand pieces needs a text that has them.
    static void WriteTexts(string folder)
    {
        string[] Lines(string name)
        {
            using var packed = File.OpenRead(Repository.PathTo($"tests/EmFunctional.Tokenisation.Tests/Reference/Training/{name}.txt.gz"));
            using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
            return text.ReadToEnd().Split('\n');
        }
        var (novel, plays) = (Lines("botchan"), Lines("shake"));
        File.WriteAllLines(Path.Combine(folder, "shake.txt"), plays);
        File.WriteAllLines(Path.Combine(folder, "a.txt"), novel);
        using (var packed = new GZipStream(File.Create(Path.Combine(folder, "b.txt.gz")), CompressionLevel.Fastest))
            packed.Write(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', plays[..2000])));
        File.WriteAllLines(
            Path.Combine(folder, "words.tsv"),
            novel
                .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .CountBy(word => word)
                .Select(word => $"{word.Key}\t{word.Value}")
        );
    }

    /// <summary>Calls that make what a page's calls read.</summary>
    public static string[][] CallsBefore(Page page) =>
        page.Path == "src/EmFunctional.Tokenisation/README.md"
            ?
            [
                ["tokenise", "train", "text.txt", "--vocab", "20", "-o", "a.model", "--quiet"],
            ]
            : [];

    static IEnumerable<(string Name, string Text)> Texts(Page page) =>
        [
            ("points.csv", Table("x,colour", 40, i => $"{(i % 10 == 9 ? "" : Near(i))},{(i % 5 > 0 ? "" : i % 2 == 0 ? "red" : "blue")}")),
            ("counts.csv", Table("deaths", 12, i => $"{i % 5}")),
            ("waits.csv", Table("wait", 60, i => $"{i % 7 + i % 3 * 20 + 1}")),
            ("people.csv", People(40)),
            ("data.csv", Table("x,y,w,kind", 40, i => $"{Near(i)},{Near(i + 3)},{1 + i % 3},{(i % 8 > 1 ? "" : i % 8 == 0 ? "a" : "b")}")),
            ("train.csv", Iris()),
            ("text.txt", Verses),
            ("heldout.txt", Verses),
            ("key.pem", _key.ExportECPrivateKeyPem()),
            ("public.pem", _key.ExportSubjectPublicKeyInfoPem()),
            ("ids.txt", "5 6 7 8\n"),
            ("iris.csv", File.ReadAllText(Repository.PathTo("src/EmFunctional.Cli/Samples/iris.csv"))),
            (
                "new.csv",
                Path.GetFileNameWithoutExtension(page.Path) switch
                {
                    "normal-mixture" => Table("waiting", 12, i => $"{50 + 3 * i}"),
                    "mixture" => People(6),
                    _ => Iris(),
                }
            ),
        ];

    static string Verses =>
        string.Concat(Enumerable.Repeat("the cat sat on the mat\nthe rat sat on the cat\na cat ate the rat that sat on the hat\n", 20));

    static string People(int rows) =>
        Table(
            "height,visits,colour",
            rows,
            i => $"{(i % 7 == 6 ? "" : 160 + i % 9 + i % 2 * 20)},{i % 2 * 6 + i % 3},{(i % 4 == 1 ? "red" : "green")}"
        );

    // Two groups.
    static string Near(int i) => FormattableString.Invariant($"{i % 2 * 6 + i * 7 % 11 * 0.25}");

    static string Table(string names, int rows, Func<int, string> row) =>
        names + "\n" + string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n"));

    // Without the species.
    static string Iris() =>
        string.Concat(
            File.ReadAllLines(Repository.PathTo("src/EmFunctional.Cli/Samples/iris.csv"))
                .Select(line => line[..line.LastIndexOf(',')] + "\n")
        );
}
