using System.Collections.Generic;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Watching.Following;

/// <summary>What whoever shows the page knows, and a journal does not.</summary>
/// <param name="Open">
/// The model of a run with its data, where they are at hand. A journal may name any file as its source: what is opened is what the caller was given.
/// </param>
/// <param name="Verdict">How a run stands, in sentences; the first is of its end.</param>
/// <param name="ErrorText">An error in words.</param>
sealed record WatchedWith(
    Func<RunEvent<Vector>.Started, Validation<EmError, Option<OpenedModel>>> Open,
    Func<RunState<Vector>, Contest, IEnumerable<string>> Verdict,
    Func<JournalError, string> ErrorText
);
