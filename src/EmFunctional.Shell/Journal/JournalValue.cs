using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;
using Serilog.Events;

namespace EmFunctional.Journal;

// Values as any formatter writes them: it knows texts, numbers, truths, nothing and sequences of them, and of other things what they are called.
static class JournalValue
{
    public static LogEventPropertyValue Of(object? value) =>
        value switch
        {
            null or string or double or int or long or ulong or bool => new ScalarValue(value),
            Vector numbers => new SequenceValue(numbers.Select(number => new ScalarValue(number))),
            Arr<string> texts => new SequenceValue(texts.Select(text => new ScalarValue(text))),
            _ => new ScalarValue(Convert.ToString(value, CultureInfo.InvariantCulture)),
        };
}
