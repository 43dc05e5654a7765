// Fits two coins to a file of flips and prints every iteration: Coins FILE [theta0 theta1]

using System.IO;
using System.Linq;
using EmFunctional;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using static System.Console;

if (args.Length is not (1 or 3))
    return Fail("usage: Coins FILE [theta0 theta1]: a file of flips, one row of H and T a line, or a CSV with heads and tails");
try
{
    using var reader = new StreamReader(args[0]);
    var data = Flips.Parse(CsvTable.Read(reader, args[0])).OrThrow();
    var coins = Mixture.Of<Coin>(components: 2);
    var start = args.Length == 1 ? coins.Start(data) : ReadStart(coins, args[1..]);
    Em.Run(coins, data, start, StopRule.Default)
        .Subscribe(happened =>
            WriteLine(
                happened.Match(
                    started: e => $"{e.Specification.Model}, {data.Rows} rows",
                    iterated: e => $"{e.State.Iteration, 4}  log-likelihood {e.State.Objective, -20:R}  theta {e.State.Parameters.Theta}",
                    stopped: e => $"{e.Reason}\ntrace digest {e.Trace}",
                    failed: e => e.Error.ToString(),
                    resumed: e => "resumed"
                )
            )
        );
    return 0;
}
catch (Exception error) when (error is EmException or IOException or UnauthorizedAccessException)
{
    return Fail(error.Message);
}

static MixtureParameters ReadStart(Mixture coins, string[] texts) =>
    coins.At(("theta", Vector.Of(texts.Select(text => NumberText.TryRead(text, out var theta) ? theta : double.NaN)))).OrThrow();

static int Fail(string message)
{
    Error.WriteLine(message);
    return 2;
}
