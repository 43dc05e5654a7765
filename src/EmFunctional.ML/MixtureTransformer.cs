using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.ML.Features;
using EmFunctional.ML.Scoring;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using LanguageExt;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace EmFunctional.ML;

/// <summary>
/// A fitted mixture that adds <see cref="OutputColumns"/> to rows. <c>mlContext.Model.Save</c> and <c>Load</c> keep it to the same bits; the model file names
/// this assembly, so that nothing is registered by hand.
/// </summary>
public sealed class MixtureTransformer : ITransformer
{
    internal const string Signature = "EmFunctionalMixture";
    const string Stream = "Mixture";

    internal MixtureTransformer(ModelEntry entry, SavedModel model, MixtureInput input) => (Entry, Model, Input) = (entry, model, input);

    internal ModelEntry Entry { get; }

    internal MixtureInput Input { get; }

    /// <summary>What it is, its numbers by name, and the record of its fit; <c>ModelFile.Save</c> writes it for the tool <c>em</c>.</summary>
    public SavedModel Model { get; }

    /// <summary>K.</summary>
    public int Components => Model.Settings.Components;

    /// <summary>The run that found it, at its end; nothing of a model that was loaded.</summary>
    public Option<RunState<Vector>> Run { get; internal init; }

    /// <summary>Why the run stopped; nothing of a model that was loaded.</summary>
    public Option<StopReason> Reason =>
        Run.Bind(run => run.Ending).Bind(ending => ending is RunEvent<Vector>.Stopped stopped ? stopped.Reason : Option<StopReason>.None);

    /// <summary>The digest of all iterates of the run: equal digests are equal runs, to the bit.</summary>
    public Option<TraceDigest> Trace => Model.Fit.Map(fit => fit.Trace);

    /// <summary>The numbers of a group in the order of the chart, such as <c>mean</c> [K×d], <c>mixingWeight</c> [K], <c>rate</c> [K].</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Vector this[string group]
    {
        get
        {
            var groups = Model.Names.Map(name => name.Split('[')[0]);
            var places = Enumerable.Range(0, groups.Count).Where(i => groups[i] == group).ToArray();
            return places.Length > 0
                ? Model.Parameters.Select(places)
                : throw new ArgumentException(
                    $"there is no group {group}; there are {string.Join(", ", groups.Distinct())}",
                    nameof(group)
                );
        }
    }

    /// <summary>π, μ, Σ of a Gaussian mixture; nothing of another.</summary>
    public Option<MixtureParameters> Gaussian =>
        Entry.Name == "gaussian-mixture" && Enum.TryParse<CovarianceForm>(Model.Settings["form"], ignoreCase: true, out var form)
            ? Model.As(GaussianMixtureModel.Of(new(Components, Model.Columns.Count, form)).Chart).ToOption()
            : Option<MixtureParameters>.None;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns that there are, and those that are added.</summary>
    /// <param name="inputSchema">The columns that there are.</param>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new RowMapper(this, inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(this, inputSchema);

    /// <summary>The rows with the added columns, computed when they are read.</summary>
    /// <param name="input">The rows.</param>
    /// <exception cref="ArgumentException">A column that is needed is not there, or of a type that is no number.</exception>
    public IDataView Transform(IDataView input) => new ScoredView(new RowMapper(this, input.Schema), input);

    static VersionInfo Version =>
        new("EMFMIXTU", 0x00010001, 0x00010001, 0x00010001, typeof(MixtureTransformer).Assembly.FullName, Signature);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        ctx.SaveBinaryStream(
            Stream,
            writer =>
            {
                writer.Write(ModelFile.ToText(ModelJson.Of(Model)));
                writer.Write(Input.Features.Count);
                foreach (var name in Input.Features)
                    writer.Write(name);
            }
        );
    }

    // ML.NET calls it, by its name and types.
    static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckVersionInfo(Version);
        var read = Option<(string Model, string[] Features)>.None;
        ctx.TryLoadBinaryStream(Stream, reader => read = (reader.ReadString(), [.. Names(reader)]));
        var (text, features) = read.IfNone(() => throw new InvalidDataException("an ML.NET model file without its mixture"));
        var (entry, model) = (
            from json in ModelJson.Read(text, "the model file").ToValidation()
            from whole in Registry.Standard.Check(json)
            select whole
        ).OrThrow();
        return new MixtureTransformer(entry, model, new(features, null));
    }

    static IEnumerable<string> Names(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
            yield return reader.ReadString();
    }
}
