namespace EmFunctional.Modelling;

/// <summary>A place in a text: a file (or what stands for it), a line and a column, both from 1.</summary>
/// <param name="Source">The name of the file, or of the argument that held the text.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
public sealed record Position(string Source, int Line, int Column)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => $"{Source}:{Line}:{Column}";
}
