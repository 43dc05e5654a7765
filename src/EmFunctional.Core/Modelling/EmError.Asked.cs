using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

public abstract partial record EmError
{
    /// <summary>A mixture has more components than there are rows, or distinct values, to tell them apart.</summary>
    /// <param name="Components">K.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Things">Of what: rows, distinct values.</param>
    public sealed record TooManyComponents(int Components, int Count, string Things = "rows") : Asked
    {
        internal override string Words =>
            Count == 0 ? $"{Wording.Count(Components, "component")}, but no {Things} of data; give at least one of them"
            : Count == 1 ? $"{Wording.Count(Components, "component")}, but only 1 {Things.TrimEnd('s')} of data; ask for 1"
            : $"{Wording.Count(Components, "component")}, but only {Count} {Things} of data; ask for at most {Count}";
    }

    /// <summary>Rows have labels of more components than the model has.</summary>
    /// <param name="Labels">How many there are.</param>
    /// <param name="Components">K.</param>
    public sealed record TooManyLabels(int Labels, int Components) : Asked
    {
        internal override string Words =>
            $"{Wording.Count(Labels, "label")} for {Wording.Count(Components, "component")}; ask for at least {Labels} components, or join labels";
    }

    /// <summary>A parameter or an option is not in its domain.</summary>
    public sealed record OutsideDomain(string Name, double Value, Domain Domain) : Asked
    {
        internal override string Words => $"{Name} = {NumberText.Shortest(Value)} must be {Domain.Name}; choose another value";
    }

    /// <summary>A group of parameters has another length than the model.</summary>
    public sealed record WrongLength(string Name, int Expected, int Found) : Asked
    {
        internal override string Words => $"{Wording.Count(Found, "value")} for {Name}, where the model has {Expected}; give {Expected}";
    }

    /// <summary>A group of parameters has another shape than the model.</summary>
    public sealed record WrongShape(string Name, string Expected, string Found) : Asked
    {
        internal override string Words => $"{Name} has the shape {Found}, where the model has {Expected}; give {Expected}";
    }

    /// <summary>A name that is not known.</summary>
    /// <param name="Kind">What it should name: model, parameter, column, sample, option …</param>
    /// <param name="Name">The name.</param>
    /// <param name="Known">The names that there are.</param>
    public sealed record UnknownName(string Kind, string Name, Arr<string> Known) : Asked
    {
        internal override string Words => $"unknown {Kind} '{Short(Name)}'; {Nearest.Advice(Name, Known)}";
    }

    /// <summary>The value of an option is not in its domain, or an option without a value stands where it cannot.</summary>
    public sealed record BadOption(string Name, string Value, Domain Domain) : Asked
    {
        internal override string Words =>
            Value.Length == 0 ? $"{Name} must be {Domain.Name}" : $"{Name} '{Short(Value)}' must be {Domain.Name}; choose another value";
    }

    /// <summary>A model was asked for what it does not offer.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Deed">What it was asked to do: take weights, …</param>
    public sealed record CannotDo(string Model, string Deed) : Asked
    {
        internal override string Words => $"{Model} cannot {Deed}";
    }

    /// <summary>A file cannot be written.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Reason">What the system says.</param>
    public sealed record Unwritable(string Path, string Reason) : Asked
    {
        internal override string Words => $"{Path}: cannot be written: {Reason}; nothing else is lost, name another file";
    }

    /// <summary>Something would be larger than a limit that guards the memory.</summary>
    /// <param name="Name">What is counted.</param>
    /// <param name="Count">How many there would be.</param>
    /// <param name="Most">How many there may be.</param>
    public sealed record OverLimit(string Name, double Count, double Most) : Asked
    {
        internal override string Words =>
            $"{Name} would be {NumberText.Shortest(Count)}, and the limit is {NumberText.Shortest(Most)}; ask for less, or raise the limit";
    }

    /// <summary>A number of a schedule of a stream does not meet its condition.</summary>
    /// <param name="Name">Which: kappa, t0, gamma, batch …</param>
    /// <param name="Value">The number.</param>
    /// <param name="Condition">What it must be, and why.</param>
    public sealed record BadSchedule(string Name, double Value, string Condition) : Asked
    {
        internal override string Words => $"the schedule's {Name} = {NumberText.Shortest(Value)} must be {Condition}; choose another value";
    }

    /// <summary>The text of a schedule of a stream cannot be read.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Expected">What could have stood there.</param>
    public sealed record BadScheduleText(string Text, string Expected) : Asked
    {
        internal override string Words => $"schedule '{Short(Text, 200)}': expected {Expected}";
    }

    /// <summary>The text of a stop rule cannot be read.</summary>
    /// <param name="Text">The whole text.</param>
    /// <param name="Column">Where reading ended, from 1.</param>
    /// <param name="Expected">What could have stood there.</param>
    public sealed record BadStopRule(string Text, int Column, string Expected) : Asked
    {
        internal override string Words =>
            $"stop rule '{Short(Text, 200)}', column {Column}: expected {Expected}; write for example aitken(1e-6) | iterations(10000)";
    }
}
