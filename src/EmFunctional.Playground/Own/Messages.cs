using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace EmFunctional.Playground.Own;

/// <summary>A fit that is asked for: the words of <c>em fit</c>; what is empty is as the tool has it.</summary>
/// <param name="Model">The model by name.</param>
/// <param name="Options">Its options that are given.</param>
/// <param name="Columns">The columns to read.</param>
/// <param name="Weights">The column of the rows' weights.</param>
/// <param name="Labels">The column of the rows' labels.</param>
/// <param name="Algorithm">How to iterate.</param>
/// <param name="Starts">How many starts.</param>
/// <param name="Stop">When to stop.</param>
/// <param name="Seed">The seed of what is random.</param>
public sealed record Asked(
    string Model,
    Dictionary<string, string> Options,
    string[] Columns,
    string Weights,
    string Labels,
    string Algorithm,
    string Starts,
    string Stop,
    string Seed
);

/// <summary>Where a fit is.</summary>
public sealed record Progress
{
    /// <summary>What is wrong with the data or the request; then nothing else is known.</summary>
    public string[] Errors { get; init; } = [];

    /// <summary>What was read.</summary>
    public string Read { get; init; } = "";

    public int Iteration { get; init; }
    public string Objective { get; init; } = "";
    public string Digest { get; init; } = "";

    /// <summary>Whether nothing more will come.</summary>
    public bool IsOver { get; init; }

    /// <summary>How it ended, and what else is to be said of it.</summary>
    public string[] Verdict { get; init; } = [];

    /// <summary>The lines of the journal since the last message.</summary>
    public string Journal { get; init; } = "";
}

/// <summary>What is shown of a run.</summary>
/// <param name="Picture">The picture of <c>em plot</c>, as SVG.</param>
/// <param name="Tables">θ, by tables of text.</param>
/// <param name="Criteria">Its criteria; empty where there are none.</param>
public sealed record Drawn(string Picture, ShownTable[] Tables, string Criteria);

/// <summary>A table.</summary>
/// <param name="Head">The names of its columns.</param>
/// <param name="Rows">Its lines.</param>
public sealed record ShownTable(string[] Head, string[][] Rows);

/// <summary>How messages between the page and its worker are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Asked))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(Drawn))]
[JsonSerializable(typeof(string[]))]
sealed partial class Messages : JsonSerializerContext;
