using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using EmFunctional.Journal;
using LanguageExt;

namespace EmFunctional.Tests.Support;

/// <summary>Journals that were changed after they were written.</summary>
static class Altered
{
    public static int[] Ends(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1)];

    public static byte[] Unsealed(byte[] bytes) =>
        Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(bytes), ",\"Seal\":\"[0-9a-f]{64}\"", ""));

    public static (JournalLine[] Lines, Option<JournalError> Fault) Read(byte[] bytes)
    {
        var read = JournalReader.Read(new MemoryStream(bytes)).ToArray();
        return ([.. read.Rights()], read.Lefts().HeadOrNone());
    }

    public static IEnumerable<(string What, byte[] Bytes)> Rearranged(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n');
        byte[] Joined(IEnumerable<string> some) => Encoding.UTF8.GetBytes(string.Concat(some.Select(line => line + "\n")));
        for (var i = 0; i < lines.Length; i++)
        {
            yield return ($"line {i + 1} doubled", Joined([.. lines[..(i + 1)], .. lines[i..]]));
            if (i + 1 < lines.Length)
            {
                yield return ($"line {i + 1} left out", Joined([.. lines[..i], .. lines[(i + 1)..]]));
                yield return ($"line {i + 1} after the next", Joined([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]]));
            }
        }
    }
}
