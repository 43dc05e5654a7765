using System.IO;
using EmFunctional.Tables;

namespace EmFunctional.Tests.Support;

/// <summary>Tables from texts.</summary>
static class TestTable
{
    public static Table Of(params string[] lines) => CsvTable.Read(new StringReader(string.Join('\n', lines)), "test.csv");
}
