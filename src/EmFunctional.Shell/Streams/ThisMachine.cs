using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EmFunctional.Runs;

namespace EmFunctional.Streams;

/// <summary>Where this process runs.</summary>
public static class ThisMachine
{
    /// <summary>The environment that a run records.</summary>
    public static RunEnvironment Environment { get; } =
        new(
            $"EmFunctional {typeof(Em).Assembly.GetName().Version?.ToString(3)}",
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            $"{RuntimeInformation.ProcessArchitecture}, vectors of {WidestVector} bits"
        );

    static int WidestVector =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 64;
}
