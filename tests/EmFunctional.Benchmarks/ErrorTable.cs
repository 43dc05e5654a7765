using EmFunctional.Tests.Support;

namespace EmFunctional.Benchmarks;

/// <summary>The worst error of each reproducible function over dense and random arguments, against 320-bit arithmetic.</summary>
static class ErrorTable
{
    public static void Print(int arguments)
    {
        Console.WriteLine($"worst of {arguments} arguments");
        foreach (var function in FunctionErrors.All)
        {
            // Those that cost a product of a hundred numbers of 320 bits each are tried on fewer.
            var (error, at) = function.Worst(function.Name.EndsWith('a') ? arguments / 10 : arguments);
            Console.WriteLine($"{function.Name, -9} {error:F3} {function.Unit}, at {at:R}");
        }
    }
}
