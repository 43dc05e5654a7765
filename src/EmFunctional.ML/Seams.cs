using EmFunctional.ML;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: LoadableClass(
    typeof(ITransformer),
    typeof(MixtureTransformer),
    null,
    typeof(SignatureLoadModel),
    "A fitted mixture of EmFunctional",
    MixtureTransformer.Signature
)]

namespace System.Runtime.CompilerServices
{
    // The runtime knows it by this name: what is internal to the named assembly may be used here.
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
    {
        public string AssemblyName => assemblyName;
    }
}
