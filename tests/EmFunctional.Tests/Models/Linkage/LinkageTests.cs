using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models.Linkage;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models.Linkage;

public class LinkageTests
{
    [Theory]
    [InlineData("y1,y2,y3,y4|125,18,20", "test.csv:2:1: 3 cells where the header has 4; give every row the same number of cells")]
    [InlineData("y1,y2,y3,y4|125,18,20,3.5", "test.csv:2:11: '3.5' in y4 must be a whole number, 0 or more; correct this cell")]
    [InlineData("a,b,c|1,2,3", "3 values for the cells of test.csv, where the model has 4; give 4")]
    [InlineData("125,18,20,34|1,2,3,4", "2 values for the rows of test.csv, where the model has 1; give 1")]
    [InlineData("0,0,0,0", "the sum of the counts = 0 must be a whole number, 1 or more; choose another value")]
    public void Bad_counts_name_their_place(string lines, string message) =>
        Assert.Equal(message, LinkageData.Parse(TestTable.Of(lines.Split('|'))).FailAsEnumerable().First().ToString());

    [Theory]
    [InlineData(10, 0, 0, 0, 1)]
    [InlineData(0, 3, 4, 0, 0)]
    [InlineData(0, 0, 0, 5, 1)]
    public void At_the_edge_of_the_domain_it_ends(double y1, double y2, double y3, double y4, double expected)
    {
        foreach (var name in Algorithm.Names)
        {
            var data = LinkageData.Create(y1, y2, y3, y4).OrThrow();
            var end = Em.Fit(LinkageModel.Model, data, 0.5, algorithm: Algorithm.Find<double>(name).OrThrow()).OrThrow();
            Assert.Equal(expected, end.State.Parameters, 1e-6);
            Assert.True(end.Reason.IsConverged);
        }
    }
}
