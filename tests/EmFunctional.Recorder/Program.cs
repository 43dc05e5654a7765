// Records a run slowly, each line in pieces, and says each event once a subscriber saw it: Recorder MODEL JOURNAL
// It exists to be killed.

using System.IO;
using System.Threading;
using EmFunctional;
using EmFunctional.Journal;
using EmFunctional.Recorder;

var (problem, start) = Problems.Of(args[0]);
using var file = JournalFile.Create(args[1], wrap: stream => new SlowStream(stream)).IfLeft(error => throw new JournalException(error));
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
Em.Run(problem, start, Problems.Rule, new())
    .Journal(problem.Chart, file.Logger)
    .Subscribe(happened =>
        output.WriteLine(happened.Match(_ => "started", e => $"{e.State.Iteration}", _ => "stopped", _ => "failed", _ => "resumed"))
    );

namespace EmFunctional.Recorder
{
    /// <summary>Writes in pieces, with pauses between them.</summary>
    sealed class SlowStream(Stream inner) : Stream
    {
        const int Pieces = 8;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            for (var piece = 0; piece < Pieces; piece++)
            {
                inner.Write(buffer[(buffer.Length * piece / Pieces)..(buffer.Length * (piece + 1) / Pieces)]);
                Thread.SpinWait(3_000);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override bool CanRead => false;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        protected override void Dispose(bool disposing) => inner.Dispose();
    }
}
