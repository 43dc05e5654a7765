using System.Diagnostics;
using System.IO;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Sharding;

/// <summary>A test of the recorder on linux-arm64 under an emulator. Where <c>.ci/arm64</c> has not made what that needs, of this code, it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Arm64FactAttribute : FactAttribute
{
    const string Emulator = "/usr/bin/qemu-aarch64-static";
    static readonly string _place = Repository.PathTo("tests/EmFunctional.Recorder/bin/arm64");

    public Arm64FactAttribute()
    {
        // The core is the same file for every processor.
        var core = typeof(Elementary).Assembly.Location;
        var published = Path.Combine(_place, "app", Path.GetFileName(core));
        if (!File.Exists(Emulator) || !File.Exists(published))
            Skip = "there is no arm64 emulator with a recorder: .ci/arm64 makes them";
        else if (!File.ReadAllBytes(core).SequenceEqual(File.ReadAllBytes(published)))
            Skip = "the recorder for arm64 is of other code: .ci/arm64 makes it anew";
    }

    /// <summary>The recorder.</summary>
    public static ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Emulator, [Path.Combine(_place, "app", "EmFunctional.Recorder"), .. arguments]);
        start.Environment["QEMU_LD_PREFIX"] = Path.Combine(_place, "root");
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // the emulator does not know memory that is mapped twice
        return start;
    }
}
