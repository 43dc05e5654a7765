using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>Whether a model with its data is the one of a run, and in what two runs differ.</summary>
public class SameRunTests
{
    static readonly Hash256 _hash = new(0x0123456789abcdef, 2, 3, 4);

    static readonly Hash256 _other = new(0xfedcba9876543210, 2, 3, 4);

    static readonly Problem<Vector> _problem = Problem.Of(Trace.Shrinking, 0.5).OrThrow().OnChart();

    static RunSpecification Specified(Option<Hash256> data) =>
        RunSpecification.Of(_problem, [1], StopRule.Iterations(2), new()) with
        {
            Data = data,
        };

    static DataHashes Rows(ulong second) => new("rows", default, 5000, 0, Arr.create(new Hash256(1, 0, 0, 0), new(second, 0, 0, 0)));

    static string Refused(
        Option<Hash256> recorded,
        Option<Hash256> given,
        Option<DataHashes> rowsRecorded = default,
        Option<DataHashes> rowsGiven = default,
        bool trust = false,
        Func<RunSpecification, RunSpecification>? change = null
    )
    {
        var problem = _problem with { Identify = () => given, Hashes = () => rowsGiven };
        var specification = change is null ? Specified(recorded) : change(Specified(recorded));
        return JournalResume.Same(specification, rowsRecorded, problem, "run.clef", trust).Match(Right: _ => "", Left: error => $"{error}");
    }

    [Fact]
    public void Data_are_the_same_by_their_hash_and_where_there_is_none_only_if_one_says_so()
    {
        Assert.Equal("", Refused(_hash, _hash));
        foreach (var (one, other) in new (Option<Hash256>, Option<Hash256>)[] { (default, _hash), (_hash, default), (default, default) })
        {
            Assert.Equal($"{new JournalError.Unidentified("run.clef")}", Refused(one, other));
            Assert.Equal("", Refused(one, other, trust: true));
        }
        const string Differ = "the data are not those of the journal: it has hash 0123456789abcdef…, given are hash fedcba9876543210…";
        Assert.Equal(Differ, Refused(_hash, _other));
        Assert.Equal(Differ, Refused(_hash, _other, trust: true));
    }

    [Fact]
    public void Where_both_know_their_rows_those_that_differ_are_told()
    {
        Assert.EndsWith("; rows 4097 to 5000 differ", Refused(_hash, _other, Rows(2), Rows(3)), StringComparison.Ordinal);
        Assert.DoesNotContain(";", Refused(_hash, _other, Rows(2)), StringComparison.Ordinal);
        // A journal of before had no such hashes, and hashed data otherwise.
        Assert.Equal($"{new JournalError.OtherHash("run.clef")}", Refused(_hash, _other, rowsGiven: Rows(3)));
        Assert.Equal("", Refused(_hash, _other, rowsGiven: Rows(3), trust: true));
    }

    [Fact]
    public void Another_model_or_number_of_blocks_is_refused_whatever_one_says()
    {
        Assert.Equal(
            "the model and options are not those of the journal: it has growing, given are shrinking",
            Refused(_hash, _hash, trust: true, change: run => run with { Model = "growing" })
        );
        Assert.Equal(
            "the data are not those of the journal: it has 3 blocks, given are 1",
            Refused(_hash, _hash, trust: true, change: run => run with { Blocks = 3 })
        );
    }

    static string[] Differences(
        Func<RunSpecification, RunSpecification> change,
        Option<DataHashes> one = default,
        Option<DataHashes> other = default
    )
    {
        RunEvent<Vector>.Started Started(RunSpecification run, Option<DataHashes> hashes) =>
            new(1, default, run, RunEnvironment.Unknown, DataDescription.Unknown) { Hashes = hashes };
        return
        [
            .. JournalDetermined
                .Compare(Started(Specified(_hash), one), Started(change(Specified(_hash)), other))
                .Select(found => $"{found}"),
        ];
    }

    [Fact]
    public void All_that_determines_a_run_is_compared()
    {
        Assert.Empty(Differences(run => run));
        Assert.Equal(
            ["model: shrinking, and growing", "option rate: none, and 2"],
            Differences(run => run with { Model = new("growing", Arr.create(new ModelOption("rate", "2"))) })
        );
        Assert.Equal([$"data: {_hash}, and unknown"], Differences(run => run with { Data = default }));
        Assert.Equal(["blocks: 1, and 3"], Differences(run => run with { Blocks = 3 }));
        Assert.Equal(["algorithm: plain, and squarem"], Differences(run => run with { Algorithm = "squarem" }));
        Assert.Equal(["stop rule: iterations(2), and gain(1)"], Differences(run => run with { Rule = "gain(1)" }));
        Assert.Equal(["seed: none, and 7"], Differences(run => run with { Seed = 7 }));
        Assert.Equal(
            [$"goes on from: none, and {_other} at iteration 4 (rule)"],
            Differences(run => run with { Parent = new RunParent(_other, 4, "rule") })
        );
        Assert.Equal(
            ["start theta: 1, and none", "start phi: none, and 1"],
            Differences(run => run with { ParameterNames = Arr.create("phi") })
        );
    }

    [Fact]
    public void Rows_that_differ_are_told_behind_the_data()
    {
        static RunSpecification Other(RunSpecification run) => run with { Data = _other, Seed = 7 };
        string[] plain = [$"data: {_hash}, and {_other}", "seed: none, and 7"];
        Assert.Equal([plain[0], "in the data, rows 4097 to 5000 differ", plain[1]], Differences(Other, Rows(2), Rows(3)));
        Assert.Equal(plain, Differences(Other, Rows(2)));
        Assert.Equal(plain, Differences(Other, Option<DataHashes>.None, Rows(2)));
        Assert.Equal(plain, Differences(Other, Rows(2), Rows(2)));
    }
}
