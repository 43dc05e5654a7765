using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Fuzz;

namespace EmFunctional.Tests.Fuzzing;

/// <summary>The fuzzer finds what is planted, and the readers do nothing that they must not.</summary>
[Collection("alone")]
public sealed class FuzzerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fuzz").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Names => [.. Targets.All.Select(target => target.Name)];

    static Target Planted(Func<byte[], bool> read) => new("planted", ["a,b\n1,2\n"u8.ToArray()], ["fault"], (input, _) => read(input));

    static Fuzzer Run(Target target, int count)
    {
        var fuzzer = new Fuzzer([target], seed: 7);
        fuzzer.Run(Enumerable.Range(0, count));
        return fuzzer;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reader_takes_or_refuses(string name)
    {
        var target = Targets.All.Single(target => target.Name == name);
        Assert.Contains(target.Corpus, input => target.Read(input, _folder));
        var fuzzer = Run(target, 200);
        Assert.Empty(fuzzer.Faults.Select(fault => $"{fault.What}; {Fuzzer.Shown(fault.Input)}"));
        Assert.Equal(200, fuzzer.Tallies.Single() is var tally ? tally.Taken + tally.Refused : 0);
    }

    [Fact]
    public void An_exception_is_a_fault_once_with_a_small_input()
    {
        static bool Throws(byte[] input) =>
            Encoding.Latin1.GetString(input).Contains("fault", StringComparison.Ordinal) ? throw new InvalidDataException("planted") : true;
        var fault = Assert.Single(Run(Planted(Throws), 300).Faults);
        Assert.StartsWith("InvalidDataException in EmFunctional.Tests.Fuzzing.FuzzerTests", fault.What, StringComparison.Ordinal);
        Assert.Equal("fault"u8.ToArray(), fault.Input);
    }

    [Fact]
    public void Memory_is_a_fault()
    {
        static bool Allocates(byte[] input) => input.Length % 2 == 0 && new byte[300 << 20].Length > 0;
        var fuzzer = Run(Planted(Allocates), 10);
        Assert.Equal("more than 256 MiB", Assert.Single(fuzzer.Faults).What);
        Assert.True(fuzzer.Tallies.Single().MostBytes >= 300 << 20);
        Assert.Empty(Run(Planted(_ => new byte[100 << 20].Length > 0), 3).Faults);
    }

    [Fact]
    public void Inputs_depend_on_the_seed_alone()
    {
        byte[][] Inputs(int seed) => [.. Enumerable.Range(0, 200).Select(new Fuzzer(Targets.All, seed).InputOf)];
        var (one, again, other) = (Inputs(1), Inputs(1), Inputs(2));
        Assert.Equal(one, again);
        Assert.True(one.Zip(other).Count(pair => pair.Item1.SequenceEqual(pair.Item2)) < 20);
        Assert.True(
            one.Select((input, i) => Targets.All[i % Targets.All.Count].Corpus.Any(input.SequenceEqual)).Count(isOld => isOld) < 40
        );
        Assert.All(one, input => Assert.True(input.Length < 1 << 20));
    }
}
