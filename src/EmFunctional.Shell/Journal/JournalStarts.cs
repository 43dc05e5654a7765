using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>The starts of a tournament again, from what its journal has: their number, the seed and the tournament's identity.</summary>
static class JournalStarts
{
    const int Few = 100;

    /// <summary>The starts; an error where none of the model's ways to start leads to them.</summary>
    /// <param name="model">The model of the starts with the data.</param>
    /// <param name="start">One of the starts, as the journal has it.</param>
    /// <param name="limit">How many numbers may be kept.</param>
    public static Validation<EmError, Arr<Vector>> Find(OpenedModel model, RunSpecification start, long limit)
    {
        var (parent, seed) = (start.Parent, new Seed(start.Seed.IfNone(0)));
        var (tournament, count) = (parent.Map(of => of.Run), parent.Bind(of => of.Place).Map(place => place.Count).IfNone(1));
        return Starts
            .Bear(count, model, limit)
            .Bind(_ =>
                model
                    .Starting.Methods.Map(model.Starting.From)
                    .Insert(0, model.Starting.Methods)
                    .Select(methods => Drawn(methods, count, seed))
                    .Somes()
                    .Where(starts => tournament == Tournament.Identify(model.Problem.Chart, starts))
                    .HeadOrNone()
                    .ToValidation<EmError>(
                        new EmError.Recorded(
                            "journal",
                            $"the {count} starts of its tournament cannot be drawn again from its seed and these data; fit again, into another journal"
                        )
                    )
            );
    }

    // Draws that gave no start were left out, so that more were asked for.
    static Option<Arr<Vector>> Drawn(Arr<StartEntry> methods, int count, Seed seed)
    {
        var asked = count;
        while (Starts.Draw(methods, asked, seed).Case is Arr<Vector> starts && asked <= 2 * count + Few)
            if (starts.Count == count)
                return starts;
            else
                asked += count - starts.Count;
        return Option<Arr<Vector>>.None;
    }
}
