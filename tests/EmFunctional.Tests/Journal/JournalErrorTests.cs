using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>What every error of a journal says: what is wrong, where, and what to do.</summary>
public class JournalErrorTests
{
    static readonly JournalError[] _errors =
    [
        new JournalError.CutLine(4, 17),
        new JournalError.Garbled(4, 9, "JSON"),
        new JournalError.Garbled(4, 0, "Objective"),
        new JournalError.UnknownEvent(4, "dreamt"),
        new JournalError.NewerSchema(4, 3, 1),
        new JournalError.BrokenSeal(4),
        new JournalError.NoSeal(4),
        new JournalError.Missing(4, 1),
        new JournalError.Missing(4, 2, "iteration 4 follows iteration 1"),
        new JournalError.Missing(4, 3),
        new JournalError.Repeated(5, 4),
        new JournalError.Repeated(5, 4, "iteration 2 follows iteration 2"),
        new JournalError.Swapped(4, 5),
        new JournalError.Misplaced(8, 3),
        new JournalError.Misplaced(8, 0),
        new JournalError.NotSealed(),
        new JournalError.NotSigned("nobody has signed it"),
        new JournalError.Inconsistent(4, "iteration 3 follows iteration 1"),
        new JournalError.NoStart("run.clef"),
        new JournalError.Ended("run.clef"),
        new JournalError.Interrupted("run.clef", 7),
        new JournalError.Interrupted("run.clef", Option<int>.None),
        new JournalError.Undecided("run.clef", "start 2 of 8"),
        new JournalError.Unidentified("run.clef"),
        new JournalError.Unfit(Prelude.Seq<EmError>(new EmError.NoWeight(), new EmError.TooFewRows(1, 3))),
        new JournalError.Other("data", "hash 1…", "hash 2…"),
        new JournalError.Other("data", "hash 1…", "hash 2…") { Where = "rows 1 to 5 differ" },
        new JournalError.OtherHash("run.clef"),
        new JournalError.Exists("run.clef"),
        new JournalError.Locked("run.clef"),
        new JournalError.Inaccessible("run.clef", "this is a folder; name a file in it"),
    ];

    [Fact]
    public Task Every_error_says_what_is_wrong_and_what_to_do()
    {
        var kinds = typeof(JournalError).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(JournalError)));
        Assert.Empty(kinds.Except(_errors.Select(error => error.GetType())));
        return Snapshot.Match(string.Join('\n', _errors.Select(error => $"{error}")));
    }

    [Fact]
    public void Lines_that_can_be_read_and_were_not_written_are_alterations_and_a_cut_is_none() =>
        Assert.Equal(
            ["BrokenSeal", "NoSeal", "Missing", "Repeated", "Swapped", "Misplaced", "Inconsistent"],
            _errors.Where(error => error.IsAlteration).Select(error => error.GetType().Name).Distinct()
        );

    [Fact]
    public void An_exception_has_the_words_of_its_error()
    {
        var thrown = Assert.Throws<JournalException>(() => Prelude.Left<JournalError, int>(new JournalError.NoSeal(4)).OrThrow());
        Assert.Equal((new JournalError.NoSeal(4), $"{new JournalError.NoSeal(4)}"), (thrown.Error, thrown.Message));
    }
}
