using BenchmarkDotNet.Running;
using EmFunctional.Benchmarks;

if (args is ["accelerators"])
    AcceleratorTable.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
