using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>The families that can be asked for by name.</summary>
public static class FamilyCatalogue
{
    // A matrix of more columns is larger than what can be read of it.
    const int MostTogether = 1000;

    // Before the list: what is static is made in the order in which it stands.
    internal static FamilyEntry Categorical { get; } =
        new("categorical", "texts, such as colours: one of several levels", arguments => Family.Of(new Categorical(arguments.Levels)))
        {
            Arguments = Arr.create("levels"),
            IsOfTexts = true,
            Example = "categorical(colour, levels=blue|red)",
        };

    /// <summary>The families, in the order in which they are listed.</summary>
    public static Arr<FamilyEntry> Families { get; } =
        Arr.create(
            FamilyEntry.Of<Normal>("numbers about a mean"),
            FamilyEntry.Of<LogNormal>("numbers above 0 whose logarithms are normal"),
            new FamilyEntry(
                "student",
                "numbers about a location, with outliers; df is estimated unless it is given",
                arguments => arguments.Above("df").Map(df => Family.Of(new Student(df.IfNone(0))))
            )
            {
                Arguments = Arr.create("df"),
                Example = "student(error)",
            },
            FamilyEntry.Of<Exponential>("waiting times, 0 or more"),
            FamilyEntry.Of<Gamma>("numbers above 0 of a shape and a rate"),
            FamilyEntry.Of<Weibull>("times to failure, above 0, of a shape and a scale"),
            FamilyEntry.Of<VonMises>("angles in radians about a direction"),
            FamilyEntry.Of<Poisson>("counts about a rate"),
            FamilyEntry.Of<NegativeBinomial>("counts that vary more than Poisson counts"),
            FamilyEntry.Of<Geometric>("failures before the first success"),
            FamilyEntry.Of<Binomial>("0 or 1"),
            new FamilyEntry(
                "binomial",
                "successes in a given number of trials",
                arguments => arguments.Count("trials", most: 1_000_000).Map(trials => Family.Of(new Binomial(trials)))
            )
            {
                Arguments = Arr.create("trials"),
                Example = "binomial(hits, trials=10)",
            },
            Categorical,
            new FamilyEntry(
                "multinomial",
                "how often each of several kinds came in a row, a column for each",
                arguments => Family.Of(new Multinomial(arguments.Columns))
            )
            {
                Width = 2,
                Most = FamilyEntry.Many,
                Example = "multinomial(cars, bicycles)",
            },
            new FamilyEntry(
                "multivariate-normal",
                "numbers that vary together about a mean",
                arguments => Ellipse.FormOf(arguments).Map(form => Family.Of(new MultivariateNormal(arguments.Columns, form)))
            )
            {
                Width = 2,
                Most = MostTogether,
                Arguments = Arr.create(Ellipse.FormArgument),
            },
            new FamilyEntry(
                "multivariate-student",
                "numbers that vary together about a location, with outliers; df is estimated unless it is given",
                arguments =>
                    from form in Ellipse.FormOf(arguments)
                    from df in arguments.Above("df")
                    select Family.Of(new MultivariateStudent(arguments.Columns, df.IfNone(0), form))
            )
            {
                Width = 2,
                Most = MostTogether,
                Arguments = Arr.create(Ellipse.FormArgument, "df"),
            },
            RegressionOf<LinearRegression>("numbers, in the first column, that depend linearly on those behind it", q => new(q)),
            RegressionOf<Regression<CountResponse>>("counts, in the first column, that depend on the numbers behind it", q => new(q)),
            RegressionOf<Regression<BinaryResponse>>("0 or 1, in the first column, as depends on the numbers behind it", q => new(q)),
            FamilyEntry.MadeFrom("zero-inflated", "counts of a family within it, with more zeros than that makes", new ZeroInflation()),
            FamilyEntry.MadeFrom("hurdle", "0 with a probability of its own, else counts of a family within it", new Hurdles()),
            FamilyEntry.MadeFrom(
                "right-censored",
                "times of a family within it: a time, and whether the event was seen then (1) or had not yet come (0)",
                new CensoringMaker(Censoring.Right)
            ),
            FamilyEntry.MadeFrom(
                "interval-censored",
                "numbers of a family within it, between two; equal where seen, an empty one where there is no bound",
                new CensoringMaker(Censoring.Interval)
            )
        );

    // Beyond, the products of pairs of covariates would be more than the rows of most tables.
    const int MostCovariates = 200;

    static FamilyEntry RegressionOf<TFamily>(string summary, Func<int, TFamily> on)
        where TFamily : struct, IFamily<TFamily> =>
        new(default(TFamily).Shape.Name, summary, arguments => Family.Of(on(Math.Max(1, arguments.Columns - 1))))
        {
            Width = 2,
            Most = 1 + MostCovariates,
        };

    /// <summary>Reads a family as people write it: <c>normal(height) * binomial(hits, trials=10)</c>.</summary>
    /// <param name="text">The text; the levels of categorical columns must be written in it.</param>
    /// <returns>The family; or what does not parse, and where, an unknown family, or a column that comes twice.</returns>
    public static Validation<EmError, Family> Parse(string text) => Parse(text, Families);

    /// <summary>The same with families of one's own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="families">The families.</param>
    public static Validation<EmError, Family> Parse(string text, Arr<FamilyEntry> families) =>
        FamilyExpression.Parse(text, families).Bind(FamilyReader.Of);
}
