using BenchmarkDotNet.Running;
using EmFunctional.Benchmarks;
using EmFunctional.Benchmarks.Transcripts;

if (args is ["accelerators"])
    AcceleratorTable.Print();
else if (args is ["accelerators", var sets])
    AcceleratorTable.PrintMany(Whole(sets));
else if (args is ["workload", var header, var threads])
    Workload.Read(header).Print(int.Parse(threads, System.Globalization.CultureInfo.InvariantCulture));
else if (args is ["peers", var folder, var rounds, ..])
    PeerTable.Make(folder, int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), args.Length > 3 ? args[3] : null);
else if (args is ["large", var scratch, var gigabytes])
    LargeFile.Print(scratch, double.Parse(gigabytes, System.Globalization.CultureInfo.InvariantCulture));
else if (args is ["transcripts", var place, var genes, var pairs, var times])
    TranscriptTable.Print(place, Whole(genes), Whole(pairs), Whole(times));
else if (args is ["growth"])
    GrowthTable.Print();
else if (args is ["classes", var classes, ..])
    ClassTable.Print(classes, args.Length > 2 ? args[2] : null);
else if (args is ["tokeniser", var text, .. var megabytes])
    TokeniserTable.Print(text, megabytes);
else if (args is ["cluster", var rows, var d, var k, var workers])
    ClusterTable.Print(Whole(rows), Whole(d), Whole(k), Whole(workers));
else if (args is ["cluster-scaling", var ofRows, var ofColumns, var ofComponents])
    ClusterTable.PrintScaling(Whole(ofRows), Whole(ofColumns), Whole(ofComponents));
else if (args is ["cluster-model"])
{
    ClusterModel.Print();
    ClusterModel.PrintMessages();
}
else if (args is ["cluster-worker", var keeper])
    ClusterTable.Work(keeper);
else if (args is ["zoo"])
    ZooTable.Print();
else if (args is ["order"])
    OrderTable.Print();
else if (args is ["starts", var scratchFolder])
    StartTable.Print(scratchFolder);
else if (args is ["online"])
    OnlineTable.Print();
else if (args is ["online-memory", var millions])
    OnlineTable.PrintMemory(Whole(millions));
else if (args is ["ulp", ..])
    ErrorTable.Print(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 20_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);

static int Whole(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
