using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Journal;

// One run of a log in which others stand: its lines alone, as they are.
static class OneRun
{
    /// <summary>The log and the run, where a name ends with <c>#</c> and the first digits of a run's id.</summary>
    public static (string Path, string Run)? Of(string name)
    {
        var at = name.LastIndexOf('#');
        return at > 0 && name[(at + 1)..] is { Length: > 0 } run && run.All(char.IsAsciiHexDigitLower) && !File.Exists(name)
            ? (name[..at], run)
            : null;
    }

    /// <summary>The lines of the run.</summary>
    /// <param name="name">How the journal was named.</param>
    /// <param name="all">The log, which goes.</param>
    /// <param name="run">The first digits of the run's id.</param>
    public static Either<JournalError, Stream> Open(string name, Stream all, string run)
    {
        using (all)
        {
            var (lines, mark, found) = (new ByteLines(all), Encoding.UTF8.GetBytes($"\"Run\":\"{run}"), TemporaryFile.Create());
            var runs = new System.Collections.Generic.HashSet<string>(StringComparer.Ordinal);
            while (lines.Next())
            {
                var line = lines.Line.Span;
                if (SealedLine.FindSeal(line).IsSome)
                {
                    found.Dispose();
                    return Sealed(name);
                }
                if (line.IndexOf(mark) < 0 || JournalLineParser.Parse(lines.Line, 1, 0).Case is not JournalLine read)
                    continue;
                var id = read.Run.ToString();
                if (!id.StartsWith(run, StringComparison.Ordinal)) // it is the parent's
                    continue;
                runs.Add(id);
                found.Write(line);
                if (lines.IsWhole)
                    found.Write("\n"u8);
            }
            found.Position = 0;
            if (runs.Count == 1)
                return found;
            found.Dispose();
            return NotOne(name, run, runs.Count);
        }
    }

    /// <summary>Which lines are of the fit of a run, so that it can be taken up: the run itself, and those that take its place or compete with it.</summary>
    /// <param name="name">How the journal was named.</param>
    /// <param name="lines">The log.</param>
    /// <param name="run">The first digits of the run's id.</param>
    public static Either<JournalError, Func<JournalLine, bool>> FitOf(string name, JournalLines lines, string run)
    {
        var (fits, found) = (JournalFits.Nothing, new System.Collections.Generic.HashSet<Hash256>());
        foreach (var read in lines)
        {
            if (read.Case is not JournalLine line)
            {
                if (read.Case is JournalError fault and not JournalError.CutLine)
                    return fault;
                break;
            }
            if (line.Seal.IsSome)
                return Sealed(name);
            fits = fits.Add(line);
            if (line.Run.ToString().StartsWith(run, StringComparison.Ordinal))
                found.Add(line.Run);
        }
        if (found.Count != 1)
            return NotOne(name, run, found.Count);
        var fit = fits.Of(found.Single());
        return Prelude.Right<JournalError, Func<JournalLine, bool>>(line => fits.Of(line.Run) == fit);
    }

    static JournalError Sealed(string name) =>
        new JournalError.Inaccessible(name, "the journal is sealed, and is read as a whole: name it without a run");

    static JournalError NotOne(string name, string run, int count) =>
        new JournalError.Inaccessible(
            name,
            count == 0 ? $"it has no run whose id begins with '{run}'" : $"the ids of {count} runs begin with '{run}'; give more digits"
        );
}
