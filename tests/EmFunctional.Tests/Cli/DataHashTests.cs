using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Data are known by the hashes of blocks of rows, so that it can be said in which rows others differ.</summary>
public sealed class DataHashTests : IDisposable
{
    const int Rows = 10_000;

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static string Row(int i) => ((i * 7919 % 1000) / 100.0).ToString(CultureInfo.InvariantCulture);

    void Write(string name, params (int Row, string Text)[] changes)
    {
        string[] rows = [.. Enumerable.Range(0, Rows).Select(Row)];
        foreach (var (row, text) in changes)
            rows[row - 1] = text;
        File.WriteAllLines(Path.Combine(_tool.Folder, name), ["x", .. rows.Where(row => row.Length > 0)]);
    }

    void Fit(string data, string journal, string model = "gaussian-mixture", params string[] more) =>
        _tool.Done(["fit", model, data, "-k", "2", "--quiet", "--stop", "iterations(2)", "--journal", journal, .. more]);

    static string Flat(string text) => Regex.Replace(text, @"\s+", " ");

    [Theory]
    [InlineData("gaussian-mixture")]
    [InlineData("poisson-mixture")]
    [InlineData("hmm", "--emission", "normal(x)")]
    public void Verify_resume_and_diff_say_in_which_rows_data_differ(string model, params string[] more)
    {
        var isOfCounts = model == "poisson-mixture";
        void Make(string name, params (int, string)[] changes)
        {
            Write(name, changes);
            if (isOfCounts)
                File.WriteAllText(
                    Path.Combine(_tool.Folder, name),
                    File.ReadAllText(Path.Combine(_tool.Folder, name)).Replace(".", "", StringComparison.Ordinal)
                );
        }
        Make("a.csv");
        Make("b.csv", (4097, "123"));
        Fit("a.csv", "a.clef", model, more);
        Fit("b.csv", "b.clef", model, more);
        var rows = $"{(model == "hmm" ? "observations" : "rows")} 4097 to 8192 differ";
        var verified = _tool.Run("verify", "a.clef", "b.csv", "--quiet");
        Assert.Equal((3, true), (verified.ExitCode, Flat(verified.Out).Contains(rows, StringComparison.Ordinal)));
        var resumed = _tool.Run("resume", "a.clef", "b.csv", "--quiet", "--stop", "iterations(3)");
        Assert.NotEqual(0, resumed.ExitCode);
        Assert.Contains(rows, Flat(resumed.Error), StringComparison.Ordinal);
        Assert.Contains(rows, Flat(_tool.Run("diff", "a.clef", "b.clef").Out), StringComparison.Ordinal);
        var found = JsonNode.Parse(_tool.Run("diff", "a.clef", "b.clef", "--format", "json").Out)!["differences"]!
            .AsArray()
            .Single(difference => (string)difference!["kind"]! == "rows")!;
        Assert.Equal("""[{"from":4097,"to":8192}]""", found["ranges"]!.ToJsonString());
    }

    [Fact]
    public void Ranges_are_joined_and_rows_of_one_side_alone_are_counted()
    {
        Write("a.csv");
        Write("b.csv", (1, "9.5"), (4097, "9.5"));
        Write("c.csv", (Rows, ""));
        Fit("a.csv", "a.clef");
        Assert.Contains("rows 1 to 8192 differ", Flat(_tool.Run("verify", "a.clef", "b.csv", "--quiet").Out), StringComparison.Ordinal);
        Assert.Contains(
            "10000 rows there, 9999 here; rows 8193 to 10000 differ",
            Flat(_tool.Run("verify", "a.clef", "c.csv", "--quiet").Out),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_journal_of_an_earlier_version_is_proved_by_its_numbers_and_not_resumed_on_data_that_nobody_knows()
    {
        const string rows = "x,y\n1,2\n1.5,2.5\n2,1.75\n7,8\n8,7.5\n8.5,9\n2.5,1\n";
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Journal", "Fixtures", "earlier-hash.clef"),
            Path.Combine(_tool.Folder, "old.clef")
        );
        File.WriteAllText(Path.Combine(_tool.Folder, "rows.csv"), rows);
        Assert.Contains("identical", _tool.Done("verify", "old.clef", "rows.csv", "--quiet").Out, StringComparison.Ordinal);
        var resumed = _tool.Run("resume", "old.clef", "rows.csv", "--quiet", "--stop", "iterations(5)");
        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains("an earlier version recorded it, which hashed data otherwise", Flat(resumed.Error), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_tool.Folder, "other.csv"), rows.Replace("8.5", "8.75", StringComparison.Ordinal));
        Assert.Equal(3, _tool.Run("verify", "old.clef", "other.csv", "--quiet").ExitCode);
    }

    [Fact]
    public void The_hash_of_all_is_made_of_hashes_at_any_level_and_names_the_rows_of_a_level()
    {
        static DataHashes Of(int count, int changed = -1) =>
            DataHashes.Create(
                "rows",
                new Canonical().Add("x"),
                count,
                (bytes, first, n) =>
                {
                    for (var i = first; i < first + n; i++)
                        bytes.Add(i == changed ? -1 : i);
                }
            );
        var all = Of(1_000_003);
        foreach (var most in new[] { 200, 100, 64, 3, 1 })
        {
            var kept = all.Within(most);
            Assert.InRange(kept.Hashes.Count, 1, most);
            Assert.Equal(all.Id, kept.Id);
            Assert.True(kept.Differences(all).IsEmpty);
            var rows = Assert.Single(kept.Differences(Of(1_000_003, changed: 700_000)));
            Assert.True(rows.From <= 700_001 && 700_001 <= rows.To && (rows.To - rows.From + 1 <= kept.Each));
        }
        Assert.NotEqual(Of(8192).Id, Of(8193).Id);
        Assert.NotEqual(Of(0).Id, Of(1).Id);
    }

    [Fact]
    public void Weights_and_labels_are_part_of_their_rows()
    {
        Vector values = Vector.Of(5000, i => i % 17);
        MixtureData Of(Vector? weights, Vector? labels) => GaussianMixtureData.Create(["x"], values, weights, labels).OrThrow();
        var (ones, none) = (Vector.Of(5000, _ => 1), Vector.Of(5000, _ => -1));
        var one = Of(ones, none);
        Assert.Equal(one.Id, Of(ones, none).Id);
        var weighed = Of(Vector.Of(5000, i => i == 4999 ? 2 : 1), none);
        Assert.NotEqual(one.Id, weighed.Id);
        Assert.NotEqual(one.Id, Of(ones, Vector.Of(5000, i => i == 4999 ? 0 : -1)).Id);
        Assert.NotEqual(Of(null, null).Id, Of(ones, null).Id);
    }
}
