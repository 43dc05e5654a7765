using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>What every error says: what is wrong, where, and what to do.</summary>
public class ErrorWordsTests
{
    static readonly Position _at = new("a.csv", 3, 5);

    static readonly Arr<string> _columns = Arr.create("x", "y");

    static readonly EmError[] _data =
    [
        new EmError.NoRows("a.csv"),
        new EmError.TooFewRows(1, 3),
        new EmError.TooFewRows(2, 3),
        new EmError.TooFewRowsForColumns(1, 2),
        new EmError.ManyColumns("a.csv", _columns),
        new EmError.NoColumns("a.csv", _columns),
        new EmError.MissingColumns(_at, Arr.create("flips", "heads and tails"), _columns),
        new EmError.LacksColumn("a.csv", "z", _columns),
        new EmError.RaggedRow(_at, 3, 1),
        new EmError.BadCell(_at, "x", "1,5", Domain.Finite),
        new EmError.BadCell(_at, "x", "1.5", Domain.Finite),
        new EmError.BadCell(_at, "x", "-1", Domain.Positive),
        new EmError.BadCell(_at, "x", "missing", Domain.Finite),
        new EmError.BadCell(_at, "x", "what", Domain.Finite),
        new EmError.BadCell(_at, "", "1,5", Domain.Letters("H or T")),
        new EmError.BadCell(_at, "x", new string('a', 41), Domain.Letters("H or T")),
        new EmError.BadCell(_at, "x", new string('a', 40), Domain.Letters("H or T")),
        new EmError.EmptyRow(_at, "a flip"),
        new EmError.AllEqual("x", 2.5),
        new EmError.AllEqual("", 2.5),
        new EmError.OutOfScale("x", 1e200),
        new EmError.Collinear("z", _columns),
        new EmError.Collinear("z", _columns, AreCovariates: true),
        new EmError.AllMissing("x"),
        new EmError.AllCensored("x"),
        new EmError.NoWeight(),
        .. Enum.GetValues<ReadFault>().Select(fault => new EmError.Unreadable("a.csv", fault)),
        new EmError.ChangedFile("a.csv", 4097),
        new EmError.BadArray("a.npy", "an array of two axes"),
        new EmError.BadJson(_at, "a number"),
        new EmError.NotUnicode(_at, "0xff"),
        new EmError.WrongEncoding(_at, "0xe4", "us-ascii"),
        new EmError.BadModelFile("m.json", "model", "a name"),
        new EmError.InFile("a.csv", new EmError.NoWeight()),
        new EmError.UnknownModelVersion("m.json", 3, 2),
        new EmError.OtherTrace(7, "0123456789", "abcdefghij"),
        new EmError.Recorded("NoRows", "words of another process"),
        .. Enum.GetValues<SequenceFault>().Select(fault => new EmError.BadSequence("r.fa", 2, 5, fault, "ACGX")),
        new EmError.NoSequences("r.fa"),
        new EmError.UnpairedRead("1.fq", "2.fq", 1, 5),
        new EmError.BadIndex("t.idx", "no transcripts in it"),
        new EmError.NoReadFits(1, 31, 30),
        new EmError.NoReadFits(2, 31, 31),
    ];

    static readonly EmError[] _asked =
    [
        new EmError.OtherLengthOfKmers("t.idx", 31, 21),
        new EmError.TooManyComponents(3, 0),
        new EmError.TooManyComponents(3, 1, "sequences"),
        new EmError.TooManyComponents(3, 2),
        new EmError.TooManyLabels(3, 1),
        new EmError.OutsideDomain("theta[0]", 1.5, Domain.Within(0, 1)),
        new EmError.WrongLength("theta", 2, 1),
        new EmError.WrongShape("mean", "2 × 3", "3 × 2"),
        new EmError.UnknownName("model", "coin", Arr.create("coins")),
        new EmError.BadOption("components", "", Domain.WholeNumberFrom(1)),
        new EmError.BadOption("components", "x", Domain.WholeNumberFrom(1)),
        new EmError.CannotDo("coins", "be weighed"),
        new EmError.Unwritable("a.clef", "the disk is full"),
        new EmError.OverLimit("the table", 2e9, 1e9),
        new EmError.BadSchedule("kappa", 0.4, "above 0.5"),
        new EmError.BadScheduleText("kappa 1", "="),
        new EmError.BadStopRule("atken(1)", 1, "a rule"),
        new EmError.BadStopRule(new string('(', 201), 1, "a rule"),
    ];

    static readonly EmError[] _mathematics =
    [
        new EmError.NotPositiveDefinite("covariance[0]", -0.25, 0),
        new EmError.NotPositiveDefinite("covariance[0]", 0.25, 0.5),
        new EmError.Degenerate(1, 0, 0),
        new EmError.Degenerate(1, 2.5, 1e-17),
        new EmError.Degenerate(Option<int>.None, 2.5, 1e-17),
        new EmError.ImpossibleRow(3),
        new EmError.ImpossibleSequence(1, 4),
        new EmError.InStream(5, 5, new EmError.NoWeight()),
        new EmError.InStream(5, 9, new EmError.NoWeight()),
        new EmError.ShortStream(1, 10),
        new EmError.ShortStream(2, 10),
        new EmError.NotFinite("objective", double.NaN),
        new EmError.Decreased(4, -1, -1.5, 1e-12),
    ];

    static IEnumerable<EmError> All => _data.Concat(_asked).Concat(_mathematics);

    static string Line(EmError error) => $"{error.GetType().Name}: {error}";

    static string Section(string name, EmError[] errors) => $"{name}\n\n{string.Join('\n', errors.Select(Line))}";

    [Fact]
    public Task Every_error_says_what_is_wrong_and_what_to_do() =>
        Snapshot.Match(string.Join("\n\n", Section("Data", _data), Section("Asked for", _asked), Section("Mathematics", _mathematics)));

    [Fact]
    public void No_error_is_left_out() =>
        Assert.Empty(
            typeof(EmError)
                .GetNestedTypes()
                .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(EmError)))
                .Except(All.Select(error => error.GetType()))
        );

    [Fact]
    public void Each_is_of_its_kind()
    {
        static string Kind(EmError error) => error.Match(_ => "data", _ => "asked", _ => "mathematics");
        Assert.All(_data, error => Assert.Equal("data", Kind(error)));
        Assert.All(_asked, error => Assert.Equal("asked", Kind(error)));
        Assert.All(_mathematics, error => Assert.Equal("mathematics", Kind(error)));
    }
}
