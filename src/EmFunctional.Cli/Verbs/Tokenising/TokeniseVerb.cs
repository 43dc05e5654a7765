using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise</c>: cuts text into pieces by the unigram language model.</summary>
static class TokeniseVerb
{
    public static Command Create() =>
        new("tokenise", "cut text into pieces whose probabilities EM has learnt, as SentencePiece does")
        {
            TrainVerb.Create(),
            EncodeVerb.Create(),
            DecodeVerb.Create(),
            EvaluateVerb.Create(),
            ConvertTokeniserVerb.Create(),
            ExplainTokeniserVerb.Create(),
        };
}
