namespace EmFunctional.Families;

/// <summary>About which mean the M-step takes the standard deviation.</summary>
public enum DeviationAbout
{
    /// <summary>The new mean: the textbook's exact M-step.</summary>
    NewMean,

    /// <summary>The previous mean, as the teaching notebook and GHMM do: not an exact M-step, so the objective may fall.</summary>
    PreviousMean,
}
