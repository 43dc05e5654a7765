using EmFunctional.Journal;

namespace EmFunctional.Cli.Input;

/// <summary>Journals as calls name them.</summary>
static class JournalNames
{
    /// <summary>The journal of that name; whether there is one is seen when it is opened.</summary>
    public static JournalPlace At(string name) => JournalPlace.File(name);
}
