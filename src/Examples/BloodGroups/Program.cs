// How common are the alleles A, B and O among people of whom only the blood group is known? Groups A and B hide who has the allele twice.
using System.Reactive.Linq;
using EmFunctional;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Streams;
using EmFunctional.Testing.Laws;
using static EmFunctional.Numerics.SpecialFunctions;

// E: how often each allele is expected, and the log-likelihood.
static Expectation<Vector> CountAlleles(Vector people, Vector share)
{
    var (a, b, ab, o) = (people[0], people[1], people[2], people[3]);
    var (p, q, r) = (share[0], share[1], share[2]);
    var (twiceA, twiceB) = (a * p / (p + 2 * r), b * q / (q + 2 * r));
    return new(
        [a + twiceA + ab, b + twiceB + ab, 2 * o + (a - twiceA) + (b - twiceB)],
        XLogY(a, p * (p + 2 * r)) + XLogY(b, q * (q + 2 * r)) + XLogY(ab, 2 * p * q) + XLogY(o, r * r)
    );
}

// M: the share of each.
static Vector Shares(Vector alleles) => 1 / alleles.Sum() * alleles;

var chart = Chart.Of<Vector>(share => share, flat => flat, Coordinates.Simplex("share[A]", "share[B]", "share[O]"));
var model = EmModel.Of<Vector, Vector>("blood-groups", CountAlleles, Shares, chart);
Vector people = [186, 38, 13, 284]; // of groups A, B, AB and O (Clarke et al. 1959, as in Lange 2010)
Vector start = [0.3, 0.3, 0.4];

// Everything else comes with it: a fit, accelerated if you like …
var fit = Em.Fit(model, people, start, algorithm: Algorithm.Squarem).OrThrow();
Console.WriteLine($"A {fit.State.Parameters[0]:F4}, B {fit.State.Parameters[1]:F4}, O {fit.State.Parameters[2]:F4}: {fit.Reason}");

// … a journal, here cut off after five events, taken up again and replayed …
var problem = Problem.Of(model, people).OrThrow();
Recorded.Run("blood.clef", problem, start).Take(5).Subscribe();
Recorded.Resume("blood.clef", problem).Subscribe();
Recorded.Replay("blood.clef", chart).States().Subscribe(state => Console.WriteLine($"{state.Iteration}  {state.Objective:F6}"));

// … and the laws that it must obey.
Console.WriteLine(EmLaws.Check(model, people, seed: 1));
