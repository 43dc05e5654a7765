using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Names of columns, found whatever their case.</summary>
sealed class ColumnNames(IReadOnlyList<string> names)
{
    readonly ILookup<string, int> _places = names
        .Select((name, at) => (name, at))
        .ToLookup(pair => pair.name, pair => pair.at, StringComparer.OrdinalIgnoreCase);

    /// <summary>The column of a name, the first of several.</summary>
    public Option<int> FindOne(string name) => _places[name].HeadOrNone();

    /// <summary>The columns of given names, or those names that no column has.</summary>
    public Validation<EmError, Arr<int>> Find(Arr<string> asked)
    {
        var unknown = asked
            .Where(name => !_places.Contains(name))
            .Select(EmError (name) => new EmError.UnknownName("column", name, names.ToArray()))
            .ToSeq();
        return unknown.IsEmpty ? Prelude.Success<EmError, Arr<int>>(asked.Select(name => _places[name].First()).ToArray()) : unknown;
    }

    /// <summary>Whether no other column has the name of this one.</summary>
    public bool IsUnique(int column) => !_places[names[column]].Skip(1).Any();
}
