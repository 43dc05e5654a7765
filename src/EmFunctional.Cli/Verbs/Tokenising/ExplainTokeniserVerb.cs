using System.CommandLine;
using EmFunctional.Tokenisation.Explaining;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise explain WORD=COUNT …</c>: how a tokeniser is trained, told with a few words.</summary>
static class ExplainTokeniserVerb
{
    public static Command Create() =>
        StoryVerb.Create(
            "tell how EM finds pieces, with a few short words: a lattice, its ways, expected counts, why a piece goes",
            "words such as tea=6, which was seen six times [default: five short words]",
            CountedWord.Read,
            UnigramStory.Of
        );
}
