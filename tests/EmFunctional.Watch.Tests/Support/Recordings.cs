using System.Threading.Tasks;
using Xunit;

namespace EmFunctional.Watching.Tests.Support;

/// <summary>Runs that were recorded once for all tests of a class.</summary>
public sealed class Recordings : IAsyncLifetime
{
    public Tool Tool { get; } = new();

    /// <summary>25 iterates of two normal distributions.</summary>
    public string Plain { get; private set; } = "";

    /// <summary>Four starts, and the best of them again.</summary>
    public string Starts { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Plain = await Tool.RecordAsync("plain.clef", "normal-mixture", "@faithful", "--column", "waiting");
        Starts = await Tool.RecordAsync("starts.clef", "normal-mixture", "@faithful", "--column", "waiting", "--starts", "4");
    }

    public Task DisposeAsync()
    {
        Tool.Dispose();
        return Task.CompletedTask;
    }
}
