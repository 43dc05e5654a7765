using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EmFunctional.Tests.Models.Coins;

/// <summary>What holds for any rows of flips and any start.</summary>
public class CoinsLawTests
{
    sealed record Case(MixtureData Data, MixtureParameters Start, Mixing Mixing)
    {
        public EmModel<MixtureData, MixtureParameters, Vector> Model => Mixture.Of<Coin>(Start.Components, Mixing);

        public IReadOnlyList<IterationState<MixtureParameters>> Run(int count, MixtureParameters? from = null) =>
            [.. Em.Iterate(Model, Data, from ?? Start).Take(count).Select(i => i.OrThrow().State)];

        public override string ToString() => $"{Mixing} {Start} heads {Data.Heads} tails {Data.Tails}";
    }

    static Gen<Case> Cases { get; } =
        from k in Gen.Choose(1, 4)
        from rows in Gen.Choose(0, 12).Two().Where(c => c.Item1 + c.Item2 > 0).ListOf(k + 3)
        from theta in Gen.Choose(1, 999).Select(x => x / 1000.0).ListOf(k)
        from counts in Gen.Elements(true, false)
        from mixing in Gen.Elements(Mixing.Equal, Mixing.Estimated)
        select new Case(Data([.. rows], counts), Make.Coins(Vector.Of(theta)).OrThrow(), mixing);

    static MixtureData Data((int Heads, int Tails)[] rows, bool counts) =>
        counts
            ? Flips.Parse(TestTable.Of([.. rows.Select(r => $"{r.Heads},{r.Tails}").Prepend("heads,tails")])).OrThrow()
            : Flips.Parse(rows.Select(r => new string('H', r.Heads) + new string('T', r.Tails))).OrThrow();

    static void ForAll(Func<Case, bool> law) => Prop.ForAll(Arb.From(Cases), law).QuickCheckThrowOnFailure();

    [Fact]
    public void The_objective_never_falls_beyond_rounding() =>
        ForAll(c =>
        {
            var states = c.Run(40);
            return states.Zip(states.Skip(1), (a, b) => b.Objective >= a.Objective - b.Slack).All(holds => holds);
        });

    [Fact]
    public void Twice_the_same_has_the_same_bits() => ForAll(c => c.Run(10).SequenceEqual(c.Run(10)));

    [Fact]
    public void One_iteration_and_one_more_are_two() =>
        ForAll(c =>
        {
            var two = c.Run(3);
            // From a state at the edge of the domain too, as a resumed run does.
            var again = c.Run(2, from: two[1].Parameters);
            return again[1].Parameters.Equals(two[2].Parameters) && again[1].Objective == two[2].Objective;
        });

    [Fact]
    public void The_chart_leads_back_to_the_same_bits() =>
        ForAll(c => c.Run(5).All(s => c.Model.Chart.FromFlat(c.Model.Chart.ToFlat(s.Parameters)).OrThrow().Equals(s.Parameters)));

    [Fact]
    public void Relabelled_coins_and_permuted_rows_change_nothing_but_rounding() =>
        ForAll(c =>
        {
            var turned = c with
            {
                Start = Make.Coins(Vector.Of(c.Start.Theta.Reverse())).OrThrow(),
                Data = Make.Flips(c.Data.Observation, Vector.Of(c.Data.Heads.Reverse()), Vector.Of(c.Data.Tails.Reverse())),
            };
            return c.Run(8)
                .Zip(
                    turned.Run(8),
                    (a, b) => Agree(a.Objective, b.Objective) && a.Parameters.Theta.Zip(b.Parameters.Theta.Reverse(), Agree).All(x => x)
                )
                .All(holds => holds);
        });

    [Fact]
    public void A_fixed_point_stays() =>
        ForAll(c =>
        {
            var end = c.Run(400)[^1];
            return end.Residual > 1e-9 || Agree(c.Run(2, from: end.Parameters)[1].Objective, end.Objective);
        });

    [Fact]
    public void Blocks_add_up_to_the_whole()
    {
        // More rows than a block holds, against rows added one by one.
        var heads = Vector.Of(10_000, i => i % 11);
        var data = Make.Flips(CoinsObservation.Sequences, heads, heads.Map(h => 12 - h));
        Assert.Equal(3, Mixture.Of<Coin>(2).Blocks(data).OrThrow());
        var state = Em.Iterate(Mixture.Of<Coin>(2), data, Sample.ArticleStart).First().OrThrow().State;
        var rows = Enumerable.Range(0, data.Rows).Sum(i => Make.Flipping(data, i, Sample.ArticleStart).LogLikelihood);
        Close.To(rows, state.Objective, 1e-12, "objective");
    }

    static bool Agree(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(b));
}
