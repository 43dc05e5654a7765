using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>Rows drawn from a mixture: one of the data sets on which ways to start are compared.</summary>
/// <param name="Number">Which, from 0.</param>
/// <param name="Family">What its components are.</param>
/// <param name="IsSeparated">Whether they are far from each other.</param>
/// <param name="Components">K.</param>
/// <param name="Columns">d.</param>
sealed record StartCase(int Number, string Family, bool IsSeparated, int Components, int Columns)
{
    /// <summary>The family whose mixtures other software fits too.</summary>
    public const string Gaussian = "Gaussian";

    const int RowsOfComponent = 100;
    const int Levels = 4;

    static readonly string[] _families = [Gaussian, "Poisson", "exponential", "Bernoulli", "categorical"];

    /// <summary>Five families, K from 2 to 10, d from 1 to 10; d at least K/2 − 1, and 5 of Bernoulli's and categorical columns, of which fewer tell no components apart.</summary>
    public static IEnumerable<StartCase> All =>
        Enumerable
            .Range(0, 200)
            .Select(i =>
            {
                var (family, place) = (_families[i % 5], i / 10);
                var components = 2 + place % 9;
                var least = family is "Bernoulli" or "categorical" ? 5 : Math.Max(1, components / 2 - 1);
                return new StartCase(i, family, i / 5 % 2 == 0, components, Math.Max(least, 1 + (3 * place + i % 5) % 10));
            });

    public int Rows => RowsOfComponent * Components;

    Seed Of(int what) => new Seed(2026).Split(Number).Split(what);

    // Of each component and column what it draws from, and the rows of it.
    public string Csv
    {
        get
        {
            var lines = new List<string> { string.Join(',', Enumerable.Range(0, Columns).Select(j => $"x{j}")) };
            var shares = Vector.Of(Components, k => 1 + Of(0).Uniform(k));
            for (var i = 0; i < Rows; i++)
                lines.Add(
                    string.Join(
                        ',',
                        Row(i, Of(1).Choose(i, 1 / shares.Sum() * shares)).Select(x => x.ToString("R", CultureInfo.InvariantCulture))
                    )
                );
            return string.Join('\n', lines) + "\n";
        }
    }

    IEnumerable<double> Row(int i, int k)
    {
        double Place(int j, double near, double far) => (IsSeparated ? far : near) * Of(2).Normal(k * Columns + j);
        var at = (int j) => i * Columns + j;
        return Enumerable
            .Range(0, Columns)
            .Select(j =>
                Family switch
                {
                    // Means some 3 or 8 deviations apart; covariances L·Lᵀ.
                    Gaussian => Place(j, 3, 8) / Math.Sqrt(2 * Columns)
                        + Enumerable
                            .Range(0, j + 1)
                            .Sum(l => Of(3).Normal((k * Columns + j) * Columns + l) / Math.Sqrt(j + 1) * Of(4).Normal(at(l))),
                    "Poisson" => Of(4).Poisson(at(j), 8 * Elementary.Exp(Place(j, 0.4, 1))),
                    "exponential" => -Elementary.Log(Of(4).Uniform(at(j))) * Elementary.Exp(Place(j, 1, 2.5)),
                    "Bernoulli" => Of(4).Uniform(at(j)) < 1 / (1 + Elementary.Exp(-Place(j, 1, 2.5))) ? 1 : 0,
                    _ => Of(4).Choose(at(j), Simplex(k * Columns + j)),
                }
            );
    }

    Vector Simplex(int at)
    {
        var shares = Vector.Of(Levels, l => Elementary.Exp((IsSeparated ? 2 : 0.8) * Of(5).Normal(at * Levels + l)));
        return 1 / shares.Sum() * shares;
    }

    /// <summary>The model with the data.</summary>
    public OpenedModel Open()
    {
        var name = Family switch
        {
            "Poisson" => "poisson",
            "exponential" => "exponential",
            "Bernoulli" => "bernoulli",
            _ => "categorical",
        };
        var entry = Registry.Standard.Find(Family == Gaussian ? "gaussian-mixture" : "mixture").OrThrow();
        var options = new List<ModelOption> { new("components", $"{Components}") };
        if (Family != Gaussian)
            options.Add(new("family", string.Join(" * ", Enumerable.Range(0, Columns).Select(j => $"{name}(x{j})"))));
        return entry
            .Resolve(options.ToSeq())
            .Bind(resolved => entry.Open(new(CsvTable.Read(new StringReader(Csv), $"{Number}"), ColumnChoice.Default, resolved)))
            .OrThrow();
    }
}
