using System.Collections.Generic;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EmFunctional.Tests.Support;

sealed class CollectingSink : ILogEventSink
{
    public List<LogEvent> Events { get; } = [];

    public void Emit(LogEvent logEvent) => Events.Add(logEvent);

    public ILogger Logger => new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
}
