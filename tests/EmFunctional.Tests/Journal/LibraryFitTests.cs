using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>What the tool does with fits, a program can do: several starts, resume, select, and journals that the tool reads.</summary>
public sealed class LibraryFitTests : IDisposable
{
    static readonly ModelEntry _mixture = Registry.Standard.Find("gaussian-mixture").OrThrow();

    // A table is read once.
    static Table Faithful => CsvTable.Read(new StringReader(EmFunctional.Cli.Input.Sample.Find("faithful").OrThrow().Text), "faithful.csv");

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string Path(string name) => System.IO.Path.Combine(_tool.Folder, name);

    static Validation<EmError, OpenedModel> Open(Arr<ModelOption> options) => _mixture.Open(new(Faithful, ColumnChoice.Default, options));

    static ModelFit Fit(FitOptions options, params (string Name, string Value)[] given)
    {
        var resolved = _mixture.Resolve(given.Select(g => new ModelOption(g.Name, g.Value)).ToSeq()).OrThrow();
        return ModelFit.Of(_mixture, Open(resolved).OrThrow(), options).OrThrow();
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_fit_of_several_starts_is_resumed_to_the_same_bits(double share)
    {
        var fit = Fit(new() { Starts = 4, Seed = 3 }, ("components", "3"));
        var whole = Recorded.Run(Path("whole.clef"), fit).ToEnumerable().ToArray();
        var lines = File.ReadAllLines(Path("whole.clef"));
        File.WriteAllLines(Path("cut.clef"), lines.Take((int)(share * lines.Length)));
        var rest = Recorded.Resume(Path("cut.clef"), run => Open(run.Model.Options)).ToEnumerable().ToArray();
        Assert.NotEmpty(rest);
        Assert.Equal(Assert.IsType<RunEvent<Vector>.Stopped>(whole[^1]).Trace, Assert.IsType<RunEvent<Vector>.Stopped>(rest[^1]).Trace);
    }

    // Ten components on 40 rows collapse; the runs in their place have fewer, and so another model.
    [Fact]
    public void A_fit_that_drops_components_is_resumed_to_the_same_bits()
    {
        Validation<EmError, OpenedModel> OpenFew(Arr<ModelOption> options) =>
            _mixture.Open(new(Faithful with { Rows = Faithful.Rows.Take(41) }, ColumnChoice.Default, options));
        var options = _mixture
            .Resolve(Prelude.Seq(new ModelOption("components", "10"), new ModelOption("on-degenerate", "drop")))
            .OrThrow();
        var fit = ModelFit.Of(_mixture, OpenFew(options).OrThrow()).OrThrow();
        var whole = Recorded.Run(Path("whole.clef"), fit).ToEnumerable().ToArray();
        Assert.True(whole.OfType<RunEvent<Vector>.Failed>().Any());
        var lines = File.ReadAllLines(Path("whole.clef"));
        File.WriteAllLines(Path("cut.clef"), lines.Take(lines.Length - 2));
        var rest = Recorded.Resume(Path("cut.clef"), run => OpenFew(run.Model.Options)).ToEnumerable().ToArray();
        Assert.Equal(Assert.IsType<RunEvent<Vector>.Stopped>(whole[^1]).Trace, Assert.IsType<RunEvent<Vector>.Stopped>(rest[^1]).Trace);
    }

    [Fact]
    public void A_journal_of_a_program_is_one_that_the_tool_uses()
    {
        _tool.Write("faithful.csv", EmFunctional.Cli.Input.Sample.Find("faithful").OrThrow().Text);
        Recorded.Run(Path("own.clef"), Fit(FitOptions.Default)).Wait();
        Assert.Equal(0, _tool.Run("fit", "gaussian-mixture", "faithful.csv", "--save", "m.json", "--quiet").ExitCode);
        Assert.Equal(_tool.Run("predict", "m.json", "faithful.csv").Out, _tool.Run("predict", "own.clef", "faithful.csv").Out);
        Assert.Equal(0, _tool.Run("verify", "own.clef", "faithful.csv").ExitCode);
    }

    [Fact]
    public void The_best_of_a_selection_is_that_of_the_tool()
    {
        var grid = OptionGrid.Of(_mixture, Prelude.Seq1(new ModelOption("components", "1-3"))).OrThrow();
        var candidates = Selection.Of(_mixture, Faithful, ColumnChoice.Default, grid, model => ModelFit.Of(_mixture, model)).OrThrow();
        var fits = candidates.Map(candidate => candidate.Run());
        var best = Criteria.Best(fits, fit => fit.Criteria, "bic").IfNone(() => throw new InvalidOperationException());
        Assert.Equal(12, fits.Count);
        Assert.Equal(["components", "form"], best.Options.Map(option => option.Name).Order(StringComparer.Ordinal));
        _tool.Run("select", "gaussian-mixture", "@faithful", "-k", "1-3", "--save", "best.json", "--quiet");
        var saved = EmFunctional.Saving.ModelFile.Load(Path("best.json")).OrThrow();
        Assert.Equal(best.Saved.Map(model => model.Parameters), saved.Parameters);
        Assert.Equal(best.Saved.Map(model => model.Model), saved.Model);
    }

    [Fact]
    public void What_cannot_go_on_is_said()
    {
        var fit = Fit(new() { Starts = 4, Seed = 3 }, ("components", "3"));
        Recorded.Run(Path("whole.clef"), fit).Wait();
        File.WriteAllLines(Path("cut.clef"), File.ReadAllLines(Path("whole.clef")).Take(5));
        var error = Assert.Throws<JournalException>(() =>
            Recorded.Resume(Path("cut.clef"), run => Open(run.Model.Options), StopRule.Iterations(3)).Wait()
        );
        Assert.Contains("left out until the best of the starts is found", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<JournalException>(() => Recorded.Resume(Path("cut.clef"), _ => new EmError.NoWeight()).Wait());
        Assert.Contains("all weights are 0", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(Path("cut.clef")).Length);
    }
}
