using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture.Form;
using Microsoft.ML;

namespace EmFunctional.ML;

/// <summary>Mixtures among ML.NET's trainers of clusters.</summary>
public static class MixtureCatalog
{
    const string Features = "Features";

    extension(ClusteringCatalog.ClusteringTrainers trainers)
    {
        /// <summary>A mixture of K normal distributions: p(x) = Σₖ πₖ N(x | μₖ, Σₖ). Source: Dempster, Laird, Rubin (1977), §4.3.</summary>
        /// <param name="featureColumnName">The column of x: numbers, or a vector of them [d]. NaN is a missing number, which is fitted exactly.</param>
        /// <param name="exampleWeightColumnName">The column that says how often each row counts; once if null.</param>
        /// <param name="numberOfComponents">K ≥ 1.</param>
        /// <param name="form">What the covariances have in common.</param>
        /// <param name="options">How it is trained; as <c>em fit</c> does if null.</param>
        /// <returns>The trainer. Its <c>Fit</c> throws an <see cref="EmException"/> where data or mathematics are at fault.</returns>
        /// <exception cref="ArgumentException">An option that the model does not have, or a value that it does not take.</exception>
        public MixtureTrainer GaussianMixture(
            string featureColumnName = Features,
            string? exampleWeightColumnName = null,
            int numberOfComponents = 2,
            CovarianceForm form = CovarianceForm.Full,
            MixtureOptions? options = null
        ) =>
            MixtureTrainer.Of(
                "gaussian-mixture",
                [featureColumnName],
                exampleWeightColumnName,
                options ?? MixtureOptions.Default,
                [("components", $"{numberOfComponents}"), ("form", form.ToText())]
            );

        /// <summary>A mixture of K members of any family: p(x) = Σₖ πₖ f(x | θₖ).</summary>
        /// <param name="family">
        /// The family, such as <c>poisson</c>; with the columns that it is of, such as <c>normal(Height) * categorical(Colour)</c>. A column of texts
        /// is for a family of texts.
        /// </param>
        /// <param name="featureColumnName">The column of x, of a family that names none.</param>
        /// <param name="exampleWeightColumnName">The column that says how often each row counts; once if null.</param>
        /// <param name="numberOfComponents">K ≥ 1.</param>
        /// <param name="options">How it is trained; as <c>em fit</c> does if null.</param>
        /// <returns>The trainer. Its <c>Fit</c> throws an <see cref="EmException"/> where data or mathematics are at fault.</returns>
        /// <exception cref="ArgumentException">There is no such family, or an option that the model does not have.</exception>
        public MixtureTrainer Mixture(
            string family,
            string featureColumnName = Features,
            string? exampleWeightColumnName = null,
            int numberOfComponents = 2,
            MixtureOptions? options = null
        ) =>
            MixtureTrainer.Of(
                "mixture",
                [featureColumnName],
                exampleWeightColumnName,
                options ?? MixtureOptions.Default,
                [("components", $"{numberOfComponents}"), ("family", family)]
            );
    }

    extension(ClusteringCatalog catalog)
    {
        /// <summary>
        /// How well mixtures of several numbers of components foretell rows that they were not fitted to: each number is fitted once without each fold,
        /// and the fold's log-likelihood is taken. Source: Smyth (2000), Statistics and Computing 10:63.
        /// </summary>
        /// <param name="data">The rows.</param>
        /// <param name="trainer">The trainer, whose own number of components does not matter.</param>
        /// <param name="components">The numbers of components to try, each 1 or more.</param>
        /// <param name="folds">In how many parts the rows are dealt, 2 or more and no more than there are rows.</param>
        /// <param name="seed">From which the dealing is drawn.</param>
        /// <exception cref="ArgumentException">No numbers of components, one below 1, or too few or too many folds.</exception>
        /// <exception cref="EmException">The data are at fault.</exception>
        public ComponentChoice ChooseComponents(
            IDataView data,
            MixtureTrainer trainer,
            IReadOnlyList<int> components,
            int folds = 5,
            ulong seed = ModelFit.DefaultSeed
        ) => HeldOut.Choose(trainer, data, [.. components.Distinct()], folds, seed);
    }
}
