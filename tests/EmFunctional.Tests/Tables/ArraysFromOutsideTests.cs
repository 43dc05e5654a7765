using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Tables;

/// <summary>Arrays of every type of number, from archives and pipes: nothing is believed that was not read.</summary>
public sealed class ArraysFromOutsideTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string At(string name) => Path.Combine(_tool.Folder, name);

    // As NumPy writes an array.
    static byte[] Array(string type, string shape, params byte[] numbers)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. numbers];
    }

    void Archive(string name, CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var file = File.Create(At(name));
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (entry, bytes) in entries)
        {
            using var to = archive.CreateEntry(entry, level).Open();
            to.Write(bytes);
        }
    }

    static string Message<T>(LanguageExt.Either<EmError, T> read) => read.LeftAsEnumerable().Single().ToString()!;

    [Theory]
    [InlineData("|u1", new byte[] { 255, 3 }, 255, 3)]
    [InlineData("|i1", new byte[] { 255, 3 }, -1, 3)]
    [InlineData("|b1", new byte[] { 0, 1 }, 0, 1)]
    [InlineData("<u2", new byte[] { 1, 128, 2, 0 }, 32769, 2)]
    [InlineData(">i2", new byte[] { 128, 1, 0, 2 }, -32767, 2)]
    [InlineData("<f2", new byte[] { 0x00, 0x3E, 0x00, 0xC0 }, 1.5, -2)]
    [InlineData(">f2", new byte[] { 0x3E, 0x00, 0x7C, 0x00 }, 1.5, double.PositiveInfinity)]
    [InlineData("<u4", new byte[] { 0, 0, 0, 255, 7, 0, 0, 0 }, 4278190080.0, 7)]
    [InlineData(">u8", new byte[] { 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9 }, 1099511627776.0, 9)]
    public void Every_type_of_number_is_read(string type, byte[] numbers, double first, double second)
    {
        File.WriteAllBytes(At("x.npy"), Array(type, "2,", numbers));
        Assert.Equal([first, second], NumPyFile.Read(At("x.npy")).OrThrow().Values.ToArray());
    }

    [Theory]
    [InlineData("<f16")]
    [InlineData("|S3")]
    [InlineData("<M8")]
    [InlineData("|f4")]
    public void Other_types_are_refused_by_name(string type)
    {
        File.WriteAllBytes(At("x.npy"), Array(type, "1,", new byte[16]));
        Assert.Contains(
            $"booleans of at most 64 bits, not {type}; convert it",
            Message(NumPyFile.Read(At("x.npy"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Whole_numbers_are_written_as_such()
    {
        NumPyFile.Write(At("l.npz"), ("label", NumPyArray.Vector(new double[] { 2, 0, -1 }) with { IsWhole = true })).OrThrow();
        Assert.Equal([2, 0, -1], NumPyFile.Read(At("l.npz:label")).OrThrow().Values.ToArray());
        using var archive = ZipFile.OpenRead(At("l.npz"));
        using var reader = new StreamReader(archive.Entries.Single().Open(), Encoding.Latin1);
        Assert.Contains("'descr': '<i8'", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_arrays_of_an_archive_stand_beside_each_other()
    {
        Archive(
            "z.npz",
            CompressionLevel.Fastest,
            ("height.npy", Array("|u1", "3,", 1, 2, 3)),
            ("at.npy", Array("|u1", "3, 2", 10, 11, 20, 21, 30, 31)),
            ("notes.txt", "no array"u8.ToArray())
        );
        var block = NumPyFile.ReadTable(At("z.npz")).OrThrow();
        Assert.Equal(["height", "at[0]", "at[1]"], block.Names.AsEnumerable());
        Assert.Equal([1, 10, 11, 2, 20, 21, 3, 30, 31], block.Values.ToArray());
        Archive("odd.npz", CompressionLevel.Fastest, ("a.npy", Array("|u1", "1,", 1)), ("b.npy", Array("|u1", "2,", 1, 2)));
        Assert.EndsWith(
            $"such as {At("odd.npz")}:a; there are a of shape (1), b of shape (2)",
            Message(NumPyFile.ReadTable(At("odd.npz"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_a_header_or_an_archive_claims_takes_no_memory()
    {
        File.WriteAllBytes(At("claim.npy"), Array("<f8", "250000000, 8", 1, 2, 3));
        Archive("claim.npz", CompressionLevel.Fastest, ("x.npy", Array("|u1", "2000000000,", 1)));
        Archive("bomb.npz", CompressionLevel.SmallestSize, ("x.npy", Array("|b1", "40000000,", new byte[40_000_000])));
        Archive("twice.npz", CompressionLevel.Fastest, ("x.npy", Array("|u1", "1,", 1)), ("x.npy", Array("|u1", "1,", 2)));
        var before = GC.GetTotalAllocatedBytes();
        Assert.Contains(
            "promises 16000000000 bytes of numbers, and there are 3",
            Message(NumPyFile.Read(At("claim.npy"))),
            StringComparison.Ordinal
        );
        Assert.Contains("take at most 200 times its own size", Message(NumPyFile.Read(At("claim.npz"))), StringComparison.Ordinal);
        Assert.Contains("take at most 200 times its own size", Message(NumPyFile.Read(At("bomb.npz"))), StringComparison.Ordinal);
        Assert.Contains("different names, not of x, x", Message(NumPyFile.Read(At("twice.npz"))), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1 << 22);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void A_damaged_array_of_an_archive_is_refused(CompressionLevel level)
    {
        Archive("x.npz", level, ("x.npy", Array("|u1", "4,", 1, 2, 3, 4)), ("y.npy", Array("|u1", "4,", 5, 6, 7, 8)));
        Assert.Equal([5, 6, 7, 8], NumPyFile.Read(At("x.npz:y")).OrThrow().Values.ToArray());
        var bytes = File.ReadAllBytes(At("x.npz"));
        // The CRC-32 that the directory states of the second array, behind its signature PK\1\2.
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        bytes[directory + 16] ^= 1;
        File.WriteAllBytes(At("x.npz"), bytes);
        var message = Message(NumPyFile.Read(At("x.npz:y")));
        Assert.StartsWith(At("x.npz"), message, StringComparison.Ordinal);
        Assert.Contains("y.npy do not have the checksum (CRC-32)", message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], NumPyFile.Read(At("x.npz:x")).OrThrow().Values.ToArray());
    }

    [Fact]
    public async Task A_pipe_is_read_once_or_refused()
    {
        double[] values = [.. Enumerable.Range(0, 40_000).Select(i => i % 7 + 0.5 * (i % 3))];
        NumPyFile.Write(At("whole.npy"), NumPyArray.Matrix(20_000, values)).OrThrow();
        NumPyFile.Write(At("whole.npz"), ("x", NumPyArray.Vector(values)), ("y", NumPyArray.Vector(values))).OrThrow();
        async Task<T> Piped<T>(string name, string from, Func<string, T> read)
        {
            using (var made = Process.Start("mkfifo", At(name)))
                await made.WaitForExitAsync();
            var writing = Task.Run(() =>
            {
                using var to = new FileStream(At(name), FileMode.Open, FileAccess.Write);
                to.Write(File.ReadAllBytes(At(from)).AsSpan(name.EndsWith(".f64", StringComparison.Ordinal) ? 128 : 0));
            });
            var made2 = read(At(name));
            try
            {
                await writing;
            }
            catch (IOException)
            {
                // who refuses does not read on
            }
            return made2;
        }
        Assert.Equal(values, (await Piped("a.npy", "whole.npy", NumPyFile.Read)).OrThrow().Values.ToArray());
        Assert.Equal(values, (await Piped("b.f64", "whole.npy", path => NumPyFile.ReadRaw(path, 2))).OrThrow().Values.ToArray());
        Assert.Equal(values.Length, (await Piped("c.npz", "whole.npz", NumPyFile.ReadTable)).OrThrow().Rows);
        Assert.Contains("not a pipe", Message(await Piped("d.npy", "whole.npy", path => RowFile.Open(path))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_of_an_array_is_filled_in()
    {
        double[] values =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    i == 7 ? double.NaN
                    : i % 2 == 0 ? i + i % 3
                    : 2 * i + i % 5
                ),
        ];
        NumPyFile.Write(At("x.npy"), NumPyArray.Matrix(30, values)).OrThrow();
        NumPyFile
            .Write(
                At("x.npz"),
                ("a", NumPyArray.Vector(values.Where((_, i) => i % 2 == 0).ToArray())),
                ("b", NumPyArray.Vector(values.Where((_, i) => i % 2 == 1).ToArray()))
            )
            .OrThrow();
        var plain = _tool.Run("impute", "gaussian-mixture", "x.npy", "-k", "1");
        var lines = plain.Out.TrimEnd('\n').Split('\n');
        Assert.Equal((0, 30), (plain.ExitCode, lines.Length));
        Assert.Equal("0,3", lines[0]);
        Assert.DoesNotContain("NaN", plain.Out, StringComparison.Ordinal);
        var named = _tool.Run("impute", "gaussian-mixture", "x.npz", "-k", "1");
        Assert.Equal("a,b\n" + plain.Out, named.Out);
    }

    [Fact]
    public void What_was_drawn_into_an_archive_is_fitted_by_name()
    {
        Assert.Equal(0, _tool.Run("fit", "gaussian-mixture", "@faithful", "--save", "m.json", "--quiet").ExitCode);
        Assert.Equal(0, _tool.Run("sample", "m.json", "-n", "80", "--components", "-o", "z.npz").ExitCode);
        Assert.Equal(0, _tool.Run("sample", "m.json", "-n", "80", "-o", "z.csv").ExitCode);
        string[] columns = ["--columns", "eruptions,waiting"];
        Assert.Equal(
            _tool.Run(["fit", "gaussian-mixture", "z.csv", .. columns]).Out.Split(' ')[^1],
            _tool.Run(["fit", "gaussian-mixture", "z.npz", .. columns]).Out.Split(' ')[^1]
        );
        Assert.Equal(0, _tool.Run("predict", "m.json", "z.npz", "-o", "l.npz").ExitCode);
        Assert.Equal(80, NumPyFile.Read(At("l.npz:label")).OrThrow().Values.Length);
    }
}
