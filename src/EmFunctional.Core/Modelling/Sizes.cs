namespace EmFunctional.Modelling;

// Sizes that must agree at the library's edge: what does not is a mistake in the code that calls, so an exception names both.
static class Sizes
{
    public static void Equal(string what, int found, string of, int expected, string argument)
    {
        if (found != expected)
            throw new ArgumentException($"{found} {what}, where there are {expected} {of}", argument);
    }

    public static void Below(string what, int found, string of, int count, string argument)
    {
        if (found < 0 || found >= count)
            throw new ArgumentOutOfRangeException(argument, $"{what} {found}, where there are {count} {of}, counted from 0");
    }
}
