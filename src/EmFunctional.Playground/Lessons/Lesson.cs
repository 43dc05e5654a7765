using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Reporting;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>Data of which somebody knows what EM does not see: what the page teaches with.</summary>
/// <param name="Key">Its name in the page's address.</param>
/// <param name="Words">What its things are called.</param>
/// <param name="Source">Where its rows come from, and how a model reads them.</param>
/// <param name="Guesses">The numbers that a guess is of; those of the first one's kind are the places of components.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Model">The model with these rows.</param>
public sealed record Lesson(
    string Key,
    LessonWords Words,
    LessonSource Source,
    IReadOnlyList<Guess> Guesses,
    IReadOnlyList<LessonRow> Rows,
    OpenedModel Model
)
{
    /// <summary>The model and the data as <c>em fit</c> takes them.</summary>
    public string Call { get; init; } = $"{Source.Entry.Name} @{Source.Sample}";

    /// <summary>The text of the file that <see cref="Call"/> names; empty where it is a sample.</summary>
    public string File { get; init; } = "";

    /// <summary>Guesses of which each ends where nobody wants to end.</summary>
    public IReadOnlyList<Trap> Traps { get; init; } = [];

    /// <summary>K.</summary>
    public int Components => Words.Names.Count;

    /// <summary>The components as labels.</summary>
    public Labelling Labels => Model.Rows.Labels.IfNone(() => throw new InvalidOperationException("a lesson has components"));

    /// <summary>The kind of number that says where a component lies: of coins theta, of normal distributions the mean.</summary>
    public string Place => Guesses[0].Group;

    /// <summary>The rows as points for K-means.</summary>
    public Arr<Vector> Points => Rows.Select(row => row.Point).ToArray();

    /// <summary>The same lesson with other rows, as a file of one's own would have them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">For each row its component, −1 where it is not known, if EM is to see them.</param>
    public Validation<EmError, Lesson> Over(IReadOnlyList<LessonRow> rows, IReadOnlyList<int>? labels = null)
    {
        var file = Source.Write(rows, labels);
        return Source
            .Read(file, labels is not null)
            .Map(model =>
                this with
                {
                    Rows = rows,
                    Model = model,
                    Call =
                        $"{Source.Entry.Name} {LessonSource.FileName}"
                        + (labels is null ? "" : $" --label-column {LessonSource.LabelColumn}"),
                    File = file,
                }
            );
    }

    /// <summary>The rows that have labels, with these labels, and θ as it is counted from them.</summary>
    /// <param name="labels">For each row its component, −1 where it is not known.</param>
    public Either<EmError, Counted> Count(IReadOnlyList<int> labels)
    {
        int[] kept = [.. Enumerable.Range(0, Rows.Count).Where(i => labels[i] >= 0)];
        Arr<int> own = kept.Select(i => labels[i]).ToArray();
        if (Enumerable.Range(0, Components).Find(k => !own.Contains(k)).Case is int empty)
            return new EmError.Degenerate(empty, 0, 0);
        return Over([.. kept.Select(i => Rows[i])], own)
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(lesson => lesson.Labels.FromLabels(own).Map(at => new Counted(lesson, new(Words.Names.ToArray(), own), at)));
    }

    /// <summary>θ by name; what is not named is as in the default start.</summary>
    /// <param name="named">The values.</param>
    public Vector At(IEnumerable<(string Name, double Value)> named)
    {
        var values = Model.Starting.Methods[0].Draw(new Seed(1)).OrThrow().ToArray();
        foreach (var (name, value) in named)
            values[PlaceOf(name)] = value;
        return Vector.Create(values);
    }

    /// <summary>Where a number stands on the chart.</summary>
    public int PlaceOf(string name) =>
        Enumerable.Range(0, Model.Problem.Chart.Names.Count).First(i => Model.Problem.Chart.Names[i] == name);

    /// <summary>Where the components lie at θ [K].</summary>
    public Vector Places(Vector at) => ParameterGroups.Take(Model.Problem.Chart.Names, Place, at);

    /// <summary>What the model at θ says of each row [n]; of one whose label EM sees, that this component made it, and ln πₖ f(xᵢ | θₖ).</summary>
    public IReadOnlyList<RowPosterior> Posteriors(Vector at)
    {
        var applied = Model.Rows.Apply.IfNone(() => throw new InvalidOperationException("a lesson has rows"))(Model.At(at));
        return
        [
            .. Enumerable
                .Range(0, applied.Rows)
                .Select(i => (Row: applied.Row(i), Known: Model.Rows.Known[i]))
                .Select(
                    (of, i) =>
                        of.Known < 0
                            ? of.Row
                            : new(
                                Model.Rows.Known.Hold(i, of.Row.Responsibilities),
                                of.Row.LogDensity + Elementary.Log(of.Row.Responsibilities[of.Known])
                            )
                ),
        ];
    }

    /// <summary>A start as the tool takes it: the groups of numbers by name.</summary>
    public string StartText(Vector start)
    {
        var names = Model.Problem.Chart.Names;
        var groups = ParameterGroups.Of(names).Map(group => $"\"{group}\":[{Joined(ParameterGroups.Take(names, group, start))}]");
        return $"{{{string.Join(",", groups)}}}";
    }

    static string Joined(Vector values) => string.Join(",", values.Select(NumberText.Shortest));
}

/// <summary>θ as it is counted where labels are known.</summary>
/// <param name="Lesson">The rows that have labels; the model sees these.</param>
/// <param name="Labels">Their labels.</param>
/// <param name="At">θ.</param>
public sealed record Counted(Lesson Lesson, Narration.TrueLabels Labels, Vector At)
{
    /// <summary>How a number was counted, in lines.</summary>
    public IEnumerable<string> Worked(string name, int component) =>
        Equations.LineOf(
            Lesson.Model.Telling.Narrative().Known.Map(known => known(Labels, At)).IfNone(default(Arr<Narration.Passage>)),
            $"{Guess.GroupOf(name)}[{Labels.Names[component]}]"
        );
}
