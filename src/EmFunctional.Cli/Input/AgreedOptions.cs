using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EmFunctional.Cli.Output;
using EmFunctional.Cluster;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>What all processes of a cluster agree on, and whether others than this machine may try.</summary>
sealed class AgreedOptions
{
    static readonly Domain _time = new("a number of seconds from 0.3 to 3600", _ => false);

    readonly CliOption _secret = new("--secret")
    {
        Description = $"what all processes of the cluster must know; better given by {ClusterOption.SecretVariable} of the environment",
        HelpName = "TEXT",
    };
    readonly CliOption _certificate = new("--certificate")
    {
        Description =
            "encrypt what travels between the processes of a cluster: a PEM file with a certificate and its private key, the same for all of them",
        HelpName = "FILE",
    };
    readonly System.CommandLine.Option<bool> _insecure = new("--insecure")
    {
        Description =
            "listen on an address of a network without --certificate: what travels is not encrypted, and who knows the secret can have this machine read files",
    };
    readonly CliOption _lost = new("--lost-after")
    {
        Description = "how long a process of a cluster may say nothing until the others go on without it [default: 3]",
        HelpName = "SECONDS",
    };

    public void AddTo(Command command)
    {
        command.Add(_secret);
        command.Add(_certificate);
        command.Add(_insecure);
        command.Add(_lost);
    }

    /// <summary>What they agree on, if a process may listen there.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="place">Where the list of all is kept.</param>
    /// <param name="option">The option that says where it listens.</param>
    /// <param name="at">Where it listens.</param>
    public Validation<EmError, Membership> Of(ParseResult parsed, MembershipPlace place, string option, IPEndPoint at) =>
        from certificate in CertificateOf(parsed.GetValue(_certificate))
        from detection in DetectionOf(parsed.GetValue(_lost))
        from open in Allows(parsed, option, at)
        select new Membership(place, SecretOf(parsed))
        {
            Certificate = certificate.MatchUnsafe<X509Certificate2?>(of => of, () => null),
            Detection = detection,
        };

    /// <summary>That none of them is given, since nobody would agree.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="place">Where they must be left out.</param>
    public Validation<EmError, Unit> LeftOut(ParseResult parsed, string place) =>
        from secret in Usage.LeftOut(parsed, _secret, place)
        from certificate in Usage.LeftOut(parsed, _certificate, place)
        from insecure in Usage.LeftOut(parsed, _insecure, place)
        from lost in Usage.LeftOut(parsed, _lost, place)
        select lost;

    /// <summary>What another process on this machine is told so that it agrees, but for the secret.</summary>
    public string[] Words(ParseResult parsed) =>
        [
            .. new[] { _certificate, _lost }
                .Where(option => parsed.GetValue(option) is not null)
                .SelectMany(option => new[] { option.Name, parsed.GetValue(option)! }),
        ];

    string SecretOf(ParseResult parsed) =>
        parsed.GetValue(_secret) ?? Environment.GetEnvironmentVariable(ClusterOption.SecretVariable) ?? Membership.NoSecret;

    Validation<EmError, Unit> Allows(ParseResult parsed, string option, IPEndPoint at) =>
        IPAddress.IsLoopback(at.Address)
        || ((parsed.GetValue(_insecure) || parsed.GetValue(_certificate) is not null) && SecretOf(parsed) != Membership.NoSecret)
            ? Prelude.unit
            : new EmError.BadOption(
                option,
                $"{at}",
                new(
                    "an address of this machine alone, such as 127.0.0.1, unless a --secret and a --certificate or --insecure are given",
                    _ => false
                )
            );

    static Validation<EmError, Detection> DetectionOf(string? text) =>
        text is null ? Detection.Default
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0.3 and <= 3600
            ? Detection.Within(TimeSpan.FromSeconds(seconds))
        : new EmError.BadOption("lost-after", text, _time);

    static Validation<EmError, Option<X509Certificate2>> CertificateOf(string? path)
    {
        if (path is null)
            return Option<X509Certificate2>.None;
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(path);
            // A key that is only in memory is none for every system.
            return Prelude.Some(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return new EmError.BadOption(
                "certificate",
                path,
                new("a PEM file with a certificate and its private key, which has no password", _ => false)
            );
        }
    }
}
