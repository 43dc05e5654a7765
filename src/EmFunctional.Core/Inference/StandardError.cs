namespace EmFunctional.Inference;

/// <summary>The standard error of a parameter, or why it has none.</summary>
public abstract record StandardError
{
    StandardError() { }

    /// <summary>There is one.</summary>
    /// <param name="Value">In the unit of the parameter.</param>
    public sealed record Known(double Value) : StandardError;

    /// <summary>It was not estimated: a number that is held, or that others determine.</summary>
    public sealed record Fixed : StandardError;

    /// <summary>It is at the edge of its domain, where the objective is no parabola.</summary>
    public sealed record AtEdge : StandardError;

    /// <summary>The data do not tell it: the objective is flat where it changes.</summary>
    public sealed record NotIdentified : StandardError;

    /// <summary>The objective rises where it changes: the run ended at a saddle.</summary>
    public sealed record NoMaximum : StandardError;

    /// <summary>What it is, by its kind.</summary>
    public T Match<T>(
        Func<Known, T> known,
        Func<Fixed, T> @fixed,
        Func<AtEdge, T> atEdge,
        Func<NotIdentified, T> notIdentified,
        Func<NoMaximum, T> noMaximum
    ) =>
        this switch
        {
            Known it => known(it),
            Fixed it => @fixed(it),
            AtEdge it => atEdge(it),
            NotIdentified it => notIdentified(it),
            NoMaximum it => noMaximum(it),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
