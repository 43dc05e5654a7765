using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>What an M-step met: told in a sentence, known again by its key, and excusing a fall or not.</summary>
public class DiagnosticTests
{
    public static TheoryData<Diagnostic, string, bool, string> Diagnostics { get; } =
        new()
        {
            {
                new Diagnostic.Coincident(0, 2),
                "coincident(0,2)",
                false,
                "components 0 and 2 coincide and stay together; start them apart"
            },
            { new Diagnostic.Empty(1), "empty(1)", true, "component 1 is responsible for no data; its parameters were kept" },
            {
                new Diagnostic.Floored(1, 1.25e-9, 1e-6),
                "floored(1)",
                true,
                "component 1 had an eigenvalue of 1.25e-9, raised to the floor 1e-6"
            },
            {
                new Diagnostic.Floored(Option<int>.None, 1.25e-9, 1e-6),
                "floored",
                true,
                "the shared covariance had an eigenvalue of 1.25e-9, raised to the floor 1e-6"
            },
            {
                new Diagnostic.Undetermined(1, Arr.create("coefficient[1][dose]", "coefficient[1][age]")),
                "undetermined(1: coefficient[1][dose], coefficient[1][age])",
                false,
                "the rows of component 1 do not bound coefficient[1][dose] and coefficient[1][age]: a column separates them, or others determine it there"
            },
            { new Diagnostic.Unobserved(1), "unobserved(1)", false, "of one row nothing was observed; it counts nothing" },
            { new Diagnostic.Unobserved(2.5), "unobserved(2.5)", false, "of 2.5 rows nothing was observed; they count nothing" },
        };

    [Theory]
    [MemberData(nameof(Diagnostics))]
    public void A_diagnostic_has_a_key_and_a_sentence_and_is_an_intervention_or_not(
        Diagnostic diagnostic,
        string key,
        bool intervenes,
        string text
    )
    {
        Assert.Equal(key, diagnostic.Key);
        Assert.Equal(intervenes, diagnostic.IsIntervention);
        Assert.Equal(text, diagnostic.ToString());
    }

    [Fact]
    public void Rows_of_which_nothing_was_observed_are_found_where_there_are_any()
    {
        Assert.Equal(Arr<Diagnostic>.Empty, Diagnostic.Unobserved.Of(0));
        Assert.Equal(Arr.create<Diagnostic>(new Diagnostic.Unobserved(0.5)), Diagnostic.Unobserved.Of(0.5));
    }

    [Fact]
    public void Each_later_component_that_coincides_is_told_with_the_earliest_like_it() =>
        Assert.Equal(
            [new Diagnostic.Coincident(0, 2), new Diagnostic.Coincident(0, 3)],
            Diagnostic.Coincident.Among([1, 1, 1, 1], [5, 6, 5, 5]).ToArray()
        );
}
