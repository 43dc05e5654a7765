using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Tables;

/// <summary>NumPy's files: what is written reads back, what NumPy writes is read, what is hostile is refused.</summary>
public sealed class NumPyFileTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string At(string name) => Path.Combine(_tool.Folder, name);

    [Fact]
    public void What_is_written_reads_back_to_the_same_bits()
    {
        double[] values = [1.5, double.NaN, double.NegativeInfinity, 5e-324, -0.0, 1e308];
        NumPyFile.Write(At("m.npy"), new NumPyArray(LanguageExt.Arr.create(3, 2), values)).OrThrow();
        var back = NumPyFile.Read(At("m.npy")).OrThrow();
        Assert.Equal("3 2", string.Join(' ', back.Shape));
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), back.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(0, new FileInfo(At("m.npy")).Length % 16);
        NumPyFile.Write(At("two.npz"), ("a", NumPyArray.Vector(values)), ("b", NumPyArray.Matrix(2, values))).OrThrow();
        Assert.Equal("2 3", string.Join(' ', NumPyFile.Read(At("two.npz:b")).OrThrow().Shape));
        Assert.Equal(
            $"{At("two.npz")}: must be one array of it, such as {At("two.npz")}:a; there are a, b",
            NumPyFile.Read(At("two.npz")).LeftAsEnumerable().Single().ToString()
        );
        Assert.Contains(
            "unknown array of",
            NumPyFile.Read(At("two.npz:c")).LeftAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );
    }

    // As NumPy writes them: a header in Python's notation, then the numbers.
    byte[] Array(string header, params byte[][] numbers)
    {
        var padded = header.PadRight(117) + "\n";
        return
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)padded.Length,
            0,
            .. Encoding.ASCII.GetBytes(padded),
            .. numbers.SelectMany(bytes => bytes),
        ];
    }

    [Fact]
    public void Types_orders_and_byte_orders_are_understood()
    {
        double[] Read(string header, params byte[][] numbers)
        {
            File.WriteAllBytes(At("x.npy"), Array(header, numbers));
            return NumPyFile.Read(At("x.npy")).OrThrow().Values.ToArray();
        }
        byte[][] six = [.. Enumerable.Range(1, 6).Select(i => BitConverter.GetBytes((double)i))];
        Assert.Equal([1, 2, 3, 4, 5, 6], Read("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", six));
        Assert.Equal([1, 3, 5, 2, 4, 6], Read("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", six));
        Assert.Equal([1.5], Read("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", BitConverter.GetBytes(1.5f)));
        Assert.Equal([-7], Read("{'shape': (1,), 'fortran_order': False, 'descr': '<i8'}", BitConverter.GetBytes(-7L)));
        Assert.Equal([2], Read("{'descr': '>i4', 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 2]));
        Assert.Equal([1], Read("{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }", [0x3f, 0xf0, 0, 0, 0, 0, 0, 0]));
    }

    [Theory]
    [InlineData(
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "an array of floats, whole numbers or booleans of at most 64 bits, not |O"
    )]
    [InlineData(
        "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }",
        "an array of floats, whole numbers or booleans of at most 64 bits, not <c16"
    )]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
        "a whole .npy file: its header promises 16 bytes of numbers, and there are 8"
    )]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }",
        "a whole .npy file: its header promises 0 bytes of numbers, and there are 8"
    )]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "an array of one or two axes")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 1), }", "an array of one or two axes")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }", "an array whose lengths are whole numbers")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000), }", "an array of at most 2147483591 numbers")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'shape': (1,), }", "an array of plain numbers, with descr, fortran_order and shape")]
    [InlineData("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,), }", "an array of plain numbers")]
    [InlineData("", "an array of plain numbers")]
    public void A_hostile_header_is_refused(string header, string message)
    {
        File.WriteAllBytes(At("x.npy"), Array(header, BitConverter.GetBytes(1.0)));
        Assert.StartsWith(
            $"{At("x.npy")}: must be {message}",
            NumPyFile.Read(At("x.npy")).LeftAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_no_array_is_refused()
    {
        string Message(byte[] bytes)
        {
            File.WriteAllBytes(At("x.npy"), bytes);
            return NumPyFile.Read(At("x.npy")).LeftAsEnumerable().Single().ToString()!;
        }
        Assert.EndsWith("must be a whole .npy file, and its header is cut off", Message([]), StringComparison.Ordinal);
        Assert.EndsWith(
            "must be a .npy file, which begins with \\x93NUMPY",
            Message("x,y\n1,2\n3,4"u8.ToArray()),
            StringComparison.Ordinal
        );
        Assert.EndsWith("must be of .npy version 1, 2 or 3, not 9", Message([0x93, .. "NUMPY"u8, 9, 0]), StringComparison.Ordinal);
        Assert.Contains("a header of at most", Message([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]), StringComparison.Ordinal);
        Assert.EndsWith(
            "there is no such file; check the path",
            NumPyFile.Read(At("no.npy")).LeftAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );
        File.WriteAllText(At("x.npz"), "no archive");
        Assert.Contains("must be", NumPyFile.Read(At("x.npz")).LeftAsEnumerable().Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_fits_the_same_from_any_kind_of_file()
    {
        Assert.Equal(0, _tool.Run("fit", "gaussian-mixture", "@iris", "-k", "3", "--save", "m.json", "--quiet").ExitCode);
        foreach (var file in new[] { "s.csv", "s.json", "s.npy", "s.npz" })
            Assert.Equal(0, _tool.Run("sample", "m.json", "-n", "60", "--seed", "3", "-o", file).ExitCode);
        // The archive has an array a column.
        Assert.Equal("60", string.Join(' ', NumPyFile.Read(At("s.npz:sepal_width")).OrThrow().Shape));
        var digests = new[] { "s.csv", "s.json", "s.npy" }
            .Select(file => _tool.Run("fit", "gaussian-mixture", file, "-k", "3").Out.TrimEnd().Split(' ')[^1])
            .Distinct()
            .ToArray();
        Assert.Single(digests);
        Assert.Equal(64, digests[0].Length);
        var scores = new[] { "s.csv", "s.json", "s.npy" }.Select(file => _tool.Run("score", "m.json", file).Out).Distinct();
        Assert.Single(scores);
        Assert.Equal(0, _tool.Run("fit", "normal-mixture", "s.npz:petal_length", "--journal", "run.clef", "--quiet").ExitCode);
        Assert.StartsWith("identical, ", _tool.Run("verify", "run.clef", "s.npz:petal_length").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "x.json: must be an array of objects, one a row\n")]
    [InlineData("[1]", "x.json: must be an array of objects, one a row\n")]
    [InlineData(
        "[{\"a\":1},{\"b\":2}]",
        "x.json: must be an array of objects that each have a number, a text or null for a; object 2 has not\n"
    )]
    [InlineData(
        "[{\"a\":1},{\"a\":2,\"b\":3}]",
        "x.json: must be an array of objects with the same names; object 2 has others than the first\n"
    )]
    [InlineData("[{\"a\":[1]}]", "x.json: must be an array of objects that each have a number, a text or null for a; object 1 has not\n")]
    [InlineData("[{\"a\":1", "x.json:1:8: must be valid JSON: an array of objects, one a row\n")]
    public void A_table_in_JSON_that_is_none_is_refused(string text, string message)
    {
        _tool.Write("x.json", text);
        var result = _tool.Run("fit", "normal-mixture", "x.json");
        Assert.Equal((2, message), (result.ExitCode, result.Error));
    }
}
