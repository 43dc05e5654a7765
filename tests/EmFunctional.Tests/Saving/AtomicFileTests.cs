using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Saving;

public sealed class AtomicFileTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static Either<EmError, Unit> Write(string path, string text = "new") =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    static string Fault(Either<EmError, Unit> written) => written.Match(Right: _ => "", Left: error => error.ToString());

    string[] Files =>
        [.. Directory.GetFileSystemEntries(_folder.PathTo("")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Links_are_followed_and_stay_and_the_mode_is_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        var (file, link, second) = (_folder.PathTo("file"), _folder.PathTo("link"), _folder.PathTo("second"));
        File.WriteAllText(file, "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, "file");
        File.CreateSymbolicLink(second, link);
        Write(second).OrThrow();
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal(("file", link), (new FileInfo(link).LinkTarget, new FileInfo(second).LinkTarget));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(["file", "link", "second"], Files);
    }

    [Fact]
    public void A_link_to_nothing_makes_what_it_leads_to()
    {
        File.CreateSymbolicLink(_folder.PathTo("link"), "made");
        Write(_folder.PathTo("link")).OrThrow();
        Assert.Equal("new", File.ReadAllText(_folder.PathTo("made")));
        Assert.Equal("made", new FileInfo(_folder.PathTo("link")).LinkTarget);
    }

    [Fact]
    public void What_is_no_file_is_refused_and_stays()
    {
        Directory.CreateDirectory(_folder.PathTo("folder"));
        Assert.Contains("this is a folder", Fault(Write(_folder.PathTo("folder"))), StringComparison.Ordinal);
        Assert.Contains("there is no such folder", Fault(Write(_folder.PathTo("no/file"))), StringComparison.Ordinal);
        Assert.Contains("this is no name", Fault(Write("")), StringComparison.Ordinal);
        Assert.Contains("the name is too long", Fault(Write(_folder.PathTo(new string('n', 300)))), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            return;
        using (var made = Process.Start("mkfifo", [_folder.PathTo("pipe")]))
            made.WaitForExit();
        File.CreateSymbolicLink(_folder.PathTo("null"), "/dev/null");
        foreach (var name in new[] { "pipe", "null" })
            Assert.Contains("this is a device, a pipe or a socket, no file", Fault(Write(_folder.PathTo(name))), StringComparison.Ordinal);
        Assert.Equal(["folder", "null", "pipe"], Files);
    }

    [Fact]
    public void The_longest_name_that_the_system_takes_can_be_written()
    {
        Write(_folder.PathTo(new string('n', 255))).OrThrow();
        Assert.Single(Files);
    }

    [Fact]
    public void What_fails_in_the_middle_leaves_the_old_file_and_nothing_beside_it()
    {
        File.WriteAllText(_folder.PathTo("file"), "old");
        var written = AtomicFile.Write(
            _folder.PathTo("file"),
            stream =>
            {
                stream.Write("half"u8);
                throw new IOException("no space");
            }
        );
        Assert.Contains("no space", Fault(written), StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder.PathTo("file")));
        Assert.Equal(["file"], Files);
    }

    [Fact]
    public void What_a_killed_call_left_goes_with_the_next_one_but_not_what_another_is_writing()
    {
        using var other = Replacement.Begin(_folder.PathTo("file"));
        var living = Assert.Single(Files);
        File.WriteAllText(_folder.PathTo(living[..^8] + "dead.tmp"), "left");
        File.WriteAllText(_folder.PathTo(".em-another.tmp"), "not ours");
        Write(_folder.PathTo("file")).OrThrow();
        Assert.Equal([living, ".em-another.tmp", "file"], Files.OrderBy(name => name == "file").ThenByDescending(name => name == living));
    }
}
