using EmFunctional.Families;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>What <c>em models</c> says of models and families.</summary>
public sealed class ModelsTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("coins", "# Coins")]
    [InlineData("normal-mixture", "# Normal mixture")]
    [InlineData("gaussian-mixture", "# Gaussian mixture")]
    [InlineData("poisson-mixture", "# Poisson mixture")]
    [InlineData("linkage", "# Genetic linkage")]
    [InlineData("hmm", "# Hidden Markov model")]
    public void A_model_has_a_page(string model, string title) =>
        Assert.StartsWith(title, _tool.Run("models", model).Out, StringComparison.Ordinal);

    [Fact]
    public void Every_model_and_family_is_listed_with_what_it_can_do_and_described_alone()
    {
        var listed = _tool.Run("models").Out;
        foreach (var family in FamilyCatalogue.Families)
        {
            Assert.Contains($"\n{family.Name} ", listed, StringComparison.Ordinal);
            var told = _tool.Run("models", family.Name).Out;
            Assert.Contains($"--family '{family.Example}'", told, StringComparison.Ordinal);
            Assert.Contains("\ncolumn    ", told, StringComparison.Ordinal);
        }
        Assert.Contains("\ngaussian-mixture  yes     yes    -          yes      yes     yes ", listed, StringComparison.Ordinal);
        Assert.Equal("unknown model or family 'norml'; did you mean normal?\n", _tool.Run("models", "norml").Error);
    }
}
