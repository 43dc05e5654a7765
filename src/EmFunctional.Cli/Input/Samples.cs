using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>A data set inside the tool.</summary>
/// <param name="Name">Its name, without the @.</param>
/// <param name="Summary">What it is, and from where.</param>
/// <param name="LabelColumn">The column of true labels, where they are known.</param>
/// <param name="Labels">The labels, in the order in which components are compared with them.</param>
sealed record Sample(string Name, string Summary, string LabelColumn, Arr<string> Labels)
{
    public static Arr<Sample> All { get; } =
        Arr.create(
            new Sample("do-batzoglou", "two coins, five rows of ten flips (Do & Batzoglou 2008, figure 1)", "coin", Arr.create("A", "B")),
            new(
                "notebook-coins",
                "two coins, five rows of flips of other lengths (em-explanation, notebook 1)",
                "coin",
                Arr.create("A", "B")
            ),
            new(
                "notebook-points",
                "forty points of two normal distributions (em-explanation, notebook 2)",
                "colour",
                Arr.create("red", "blue")
            ),
            new(
                "faithful",
                "Old Faithful's eruptions and the waiting times between them, minutes (Azzalini & Bowman 1990)",
                "",
                Arr<string>.Empty
            ),
            new(
                "iris",
                "four measures of 150 irises, cm (Anderson 1935, Fisher 1936)",
                "species",
                Arr.create("setosa", "versicolor", "virginica")
            ),
            new(
                "airquality",
                "ozone, sun, wind and temperature in New York, with cells missing (Chambers et al. 1983)",
                "",
                Arr<string>.Empty
            ),
            new("linkage", "197 animals in four cells (Rao 1965; Dempster, Laird & Rubin 1977)", "", Arr<string>.Empty),
            new(
                "times-deaths",
                "deaths of women of 80 and over in The Times, 1910-1912, and on how many days (Hasselblad 1969)",
                "",
                Arr<string>.Empty
            ),
            new(
                "ice-cream",
                "ice creams eaten on each of 33 days, from which to tell hot from cold days (Eisner 2002)",
                "",
                Arr<string>.Empty
            )
        );

    public static Either<EmError, Sample> Find(string name) =>
        All.Find(sample => sample.Name == name)
            .ToEither(EmError () => new EmError.UnknownName("sample", name, All.Select(sample => sample.Name).ToArray()));

    public Stream Open() => typeof(Sample).Assembly.GetManifestResourceStream($"{Name}.csv")!;

    public string Text
    {
        get
        {
            using var reader = new StreamReader(Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>For each row the index of its label.</summary>
    public Option<Arr<int>> TrueLabels
    {
        get
        {
            if (LabelColumn.Length == 0)
                return Option<Arr<int>>.None;
            var rows = CsvTable.Read(new StringReader(Text), Name).Rows.Where(row => !row.IsBlank).Select(row => row.Texts).ToArray();
            var column = rows[0].ToList().IndexOf(LabelColumn);
            Arr<int> labels = rows.Skip(1).Select(cells => Labels.ToList().IndexOf(cells[column])).ToArray();
            return labels;
        }
    }
}
