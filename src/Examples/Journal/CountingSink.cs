using Serilog.Core;
using Serilog.Events;

namespace EmFunctional.Examples;

/// <summary>A sink of one's own: it counts what passes.</summary>
sealed class CountingSink : ILogEventSink
{
    public int Count { get; private set; }

    public void Emit(LogEvent logEvent) => Count++;
}
