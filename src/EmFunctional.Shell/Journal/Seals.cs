namespace EmFunctional.Journal;

/// <summary>What to do with the seals of a journal.</summary>
public enum Seals
{
    /// <summary>They are passed over.</summary>
    Ignored,

    /// <summary>Each is computed anew, and each line must have one, if any line has: what other sinks wrote has none.</summary>
    CheckedIfAny,

    /// <summary>Each line must have one, and each is computed anew: proof that nothing was changed.</summary>
    Checked,
}
