using System.CommandLine;
using EmFunctional.Transcripts.Explaining;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary><c>em quant explain TRANSCRIPTS=COUNT …</c>: how reads are shared out among transcripts, told with a few of them.</summary>
static class QuantExplainVerb
{
    public static Command Create() =>
        StoryVerb.Create(
            "tell how EM shares out reads, with three transcripts and a handful of reads",
            "A,B=6 for six reads that fit A and B, A:1200 for the effective length of A [default: 20 reads of 3 transcripts]",
            FewReads.Read,
            QuantificationStory.Of
        );
}
