using System.Linq;

namespace EmFunctional.Families;

// How families are written.
static class FamilyText
{
    /// <summary>A column's name, in quotes where it would be read as something else.</summary>
    public static string Quoted(string name) =>
        name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-') ? name : $"\"{name.Replace("\"", "\"\"")}\"";
}
