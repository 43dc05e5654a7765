using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using EmFunctional.Models;

namespace EmFunctional.Cli.Help;

/// <summary>Options in groups, as one looks for them.</summary>
static class OptionGroups
{
    const string Data = "What to read";
    const string Fit = "How to fit";
    const string OfModels = "Options of models";
    const string Results = "Results and all else";

    static readonly string[] _order = [Fit, Data, Results, OfModels];

    static readonly string[] _data =
    [
        "--data",
        "--column",
        "--columns",
        "--without",
        "--header",
        "--separator",
        "--decimal",
        "--thousands",
        "--comment",
        "--encoding",
        "--missing",
        "--weight-column",
        "--label-column",
        "--sequence-column",
        "--raw-columns",
        "--most-cells",
        "--read",
    ];

    static readonly string[] _fit =
    [
        "-k",
        "--starts",
        "--init",
        "--start",
        "--seed",
        "--stop",
        "--algorithm",
        "--leave-saddles",
        "--online",
        "--batch",
        "--steps",
        "--average",
        "--warm-up",
        "--report",
        "--first",
        "--criterion",
        "--threads",
        "--cluster",
        "--workers",
        "--cluster-listen",
        "--secret",
        "--certificate",
        "--insecure",
        "--lost-after",
        "--limit",
    ];

    /// <summary>The groups of a verb's options that are not empty, those of models last.</summary>
    public static IEnumerable<(string Name, bool IsOfModels, Option[] Options)> Of(Command command, Registry registry)
    {
        var ofModels = registry
            .Models.SelectMany(model => model.Options.Select(option => $"--{option.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        string GroupOf(Option option) =>
            ofModels.Contains(option.Name) ? OfModels
            : _data.Contains(option.Name) ? Data
            : _fit.Contains(option.Name) ? Fit
            : Results;
        var groups = command.Options.Where(option => !option.Hidden).ToLookup(GroupOf);
        var isOne = groups.Count == 1;
        return _order
            .Where(groups.Contains)
            .Select(name => (isOne ? "Options" : name, name == OfModels, groups[name].OrderBy(Rank).ToArray()));
    }

    // As they are listed here, then as they were declared.
    static int Rank(Option option) => Array.IndexOf([.. _fit, .. _data], option.Name) is >= 0 and var at ? at : int.MaxValue;
}
