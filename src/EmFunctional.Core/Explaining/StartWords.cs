namespace EmFunctional.Explaining;

/// <summary>Where a start came from, in words.</summary>
static class StartWords
{
    /// <summary>A sentence or two; empty where nothing is known.</summary>
    /// <param name="method">The name of the way to start; empty of a start that was given.</param>
    /// <param name="row">What a row is called.</param>
    /// <param name="component">What a component is called.</param>
    public static string Of(string method, string row, string component) =>
        method switch
        {
            "" => "The guess was given.",
            "quantiles" =>
                $"The guess is made without chance ({method}): the {row}s are sorted and cut into as many groups of equal size as there are {component}s, and each {component} begins "
                    + "with the numbers of one.",
            "random-quantiles" =>
                $"The guess was drawn ({method}): the {row}s are sorted and cut at places that chance chooses, and each {component} begins with the numbers of one group.",
            "random-labels" =>
                $"The guess was drawn ({method}): each {row} got a label by chance, and each {component} begins with the numbers of its label.",
            "k-means++" =>
                $"The guess was drawn ({method}): {row}s far from each other were drawn as centres, every {row} went to the nearest, and each {component} begins with the numbers "
                    + "of one such group.",
            "random-responsibilities" =>
                $"The guess was drawn ({method}): each {row} got responsibilities by chance, and each {component} begins with what one M-step makes of them.",
            "hierarchical" =>
                $"The guess is made without chance ({method}): at first each {row} is a group, then the two groups that are most alike are joined, again and again, until as "
                    + $"many are left as there are {component}s, and each {component} begins with the numbers of one.",
            "half" => "The guess is one half.",
            "short-runs" =>
                $"The guess is the best of several ({method}): one that presumes that a {component} is kept as a rule, and others that were drawn, each run for a few iterations.",
            "leaning" =>
                $"The guess is made without chance ({method}): each {component} is kept as a rule, and what it shows begins as in a mixture.",
            "random" => $"The guess was drawn ({method}).",
            _ => $"The guess comes from a way to start that is called {method}.",
        };
}
