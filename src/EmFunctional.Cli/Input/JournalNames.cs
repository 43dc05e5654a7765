using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Stores;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Journals as calls name them: a file, or <c>STORE#RUN</c>.</summary>
static class JournalNames
{
    /// <summary>The journal of that name; whether there is one is seen when it is opened.</summary>
    public static JournalPlace At(string name) => JournalStore.At(name);

    /// <summary>Whether a journal of that name is in a store.</summary>
    public static bool IsInStore(string name) => JournalStore.Find(name).IsSome;

    /// <summary>A journal to write, which never takes the place of what is read.</summary>
    public static Validation<EmError, Unit> Apart(string? name, params string?[] read) =>
        name is not null && IsInStore(name) ? Prelude.unit : FileNames.Apart("journal", name, read);
}
