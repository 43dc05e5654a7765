using EmFunctional.ML;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo(Seams.Assembly)]
[assembly: LoadableClass(
    typeof(ITransformer),
    typeof(MixtureTransformer),
    null,
    typeof(SignatureLoadModel),
    "A fitted mixture of EmFunctional",
    MixtureTransformer.Signature
)]

namespace EmFunctional.ML
{
    // Of this assembly what is internal is used (EmFunctional.ML.csproj).
    static class Seams
    {
        public const string Assembly = "Microsoft.ML.Core";
    }
}

namespace System.Runtime.CompilerServices
{
    // The runtime knows it by this name: what is internal to the named assembly may be used here.
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
    {
        public string AssemblyName => assemblyName;
    }
}
