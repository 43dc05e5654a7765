using EmFunctional.Transcripts.Files;

namespace EmFunctional.Transcripts.Tests.Files;

public class SixDigitsTests
{
    // What printf("%g") of C says.
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1746.98, "1746.98")]
    [InlineData(138884.4, "138884")]
    [InlineData(999999.5, "1e+06")]
    [InlineData(1234567, "1.23457e+06")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.000012345678, "1.23457e-05")]
    [InlineData(1.5e-300, "1.5e-300")]
    [InlineData(123456.5, "123456")] // a tie: the even digit
    [InlineData(123457.5, "123458")]
    [InlineData(12345.25, "12345.2")]
    [InlineData(12345.75, "12345.8")]
    [InlineData(2.5, "2.5")]
    [InlineData(1234565, "1.23456e+06")]
    [InlineData(1234575, "1.23458e+06")]
    [InlineData(123455.5, "123456")]
    public void Numbers_are_written_as_C_writes_them(double value, string text) => Assert.Equal(text, SixDigits.Text(value));
}
