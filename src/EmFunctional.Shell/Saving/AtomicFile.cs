using System.IO;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>
/// Files that are whole or not there. What is replaced keeps its mode; symbolic links are followed and stay; devices, pipes and folders are refused, as
/// is a file that may not be written.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file beside its place and moves it there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">What writes it.</param>
    /// <param name="durable">Whether it survives a loss of power when the call returns.</param>
    public static Either<EmError, Unit> Write(string path, Action<Stream> write, bool durable = false) =>
        Write<Unit>(
            path,
            stream =>
            {
                write(stream);
                return Prelude.unit;
            },
            durable
        );

    /// <summary>Writes a file beside its place and moves it there, unless what writes it fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">What writes it.</param>
    /// <param name="durable">Whether it survives a loss of power when the call returns.</param>
    /// <param name="placed">Hears that the file is in its place, before anything else can happen (<see cref="GiveUp"/>).</param>
    public static Either<EmError, T> Write<T>(
        string path,
        Func<Stream, Either<EmError, T>> write,
        bool durable = false,
        Action? placed = null
    ) => FilePlace.ToWrite(path).Bind(place => WriteTo(path, place.Path, write, durable, placed));

    /// <summary>For who ends the process: from now on no file takes its place, and what is half-written goes.</summary>
    public static void GiveUp() => Replacement.GiveUp();

    static Either<EmError, T> WriteTo<T>(string path, string place, Func<Stream, Either<EmError, T>> write, bool durable, Action? placed)
    {
        try
        {
            using var file = Replacement.Begin(place);
            var written = write(file.Stream);
            if (written.IsRight)
                file.Commit(durable, placed);
            return written;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unwritable(path, FileFaults.Reason(error));
        }
    }
}
