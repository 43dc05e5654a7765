using System.CommandLine;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Cluster;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em worker --join ADDRESS:PORT</c> or <c>--store STORE</c>: keeps rows and computes for fits of other processes.</summary>
static class WorkerVerb
{
    /// <summary>Of a worker that another process started: it ends when its input does.</summary>
    public const string EndsWithInput = "--ends-with-input";

    public static Command Create(Registry registry)
    {
        var command = new Command("worker", "keep rows and compute for the fits of a cluster");
        var joinOption = new System.CommandLine.Option<string?>("--join")
        {
            Description = "where the fit listens that this process works for",
            HelpName = "ADDRESS:PORT",
        };
        var store = new System.CommandLine.Option<string?>("--store")
        {
            Description = $"work for all fits that name this store: {StoreOption.Form}",
            HelpName = "STORE",
        };
        var listen = new System.CommandLine.Option<string>("--listen")
        {
            Description = "where this process listens [default: 127.0.0.1:0, a free port of this machine alone]",
            HelpName = "ADDRESS:PORT",
            DefaultValueFactory = _ => "127.0.0.1:0",
        };
        var (threads, agreed, quiet) = (new ThreadOption(), new AgreedOptions(), new QuietOption());
        var input = new System.CommandLine.Option<bool>(EndsWithInput) { Hidden = true };
        command.Add(joinOption);
        command.Add(store);
        command.Add(listen);
        threads.AddTo(command);
        agreed.AddTo(command);
        command.Add(input);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return (
                from place in Place(parsed.GetValue(joinOption), parsed.GetValue(store))
                from own in EndPoints.Read("listen", parsed.GetRequiredValue(listen))
                from membership in agreed.Of(parsed, place, "listen", own)
                from count in threads.Count(parsed)
                select (Membership: membership, own, count)
            ).Match(
                asked =>
                    Work(asked.Membership, asked.own, asked.count, registry, terminal, parsed.GetValue(input)).GetAwaiter().GetResult(),
                faults => terminal.Refuse(faults)
            );
        });
        return command;
    }

    static Validation<EmError, MembershipPlace> Place(string? keeper, string? store) =>
        (keeper, store) switch
        {
            ({ } at, null) => EndPoints.Read("join", at).Map(end => (MembershipPlace)new MembershipPlace.Fit(end)),
            (null, { } at) => StoreOption.Read("store", at),
            _ => new EmError.BadOption("join", keeper ?? "", new("given, or --store, and not both", _ => false)),
        };

    static async Task<int> Work(
        Membership membership,
        IPEndPoint own,
        int threads,
        Registry registry,
        Terminal terminal,
        bool endsWithInput
    )
    {
        using var hearing = Signals.Hear();
        if (endsWithInput)
            EndWithInput();
        var shared = new SharedTables();
        Either<EmError, OpenedJob> Open(string opening) => WorkerOpening.Read(opening).Bind(asked => asked.Open(registry, shared));
        var served = await EmWorker.Serve(membership, own, threads, Open, terminal.Say, hearing.Token);
        return served.Match(Right: _ => ExitCode.Done, Left: error => terminal.Refuse([error]));
    }

    // A process that was killed has its input closed by the system. What it gets from a terminal with others is not meant for it.
    static void EndWithInput()
    {
        Signals.Ignore();
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            // The fit is over, or was killed: nobody is left to hand anything to.
            Environment.Exit(ExitCode.Done);
        })
        {
            IsBackground = true,
        }.Start();
    }
}
