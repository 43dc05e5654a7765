using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>Rules as texts.</summary>
public static class StopRules
{
    extension(StopRule)
    {
        /// <summary>Reads a rule from its text.</summary>
        /// <param name="text">For example <c>aitken(1e-6) | residual(1e-8).for(3) &amp; iterations(10)</c>; <c>&amp;</c> binds tighter than <c>|</c>.</param>
        public static Either<EmError, StopRule> Parse(string text) => StopRuleParser.Parse(text);
    }
}

// either := both { "|" both };  both := held { "&" held };  held := primary { ".for(" n ")" }
// primary := "(" either ")" | name "(" number ")"
sealed class StopRuleParser
{
    // A rule is as deep as its text is nested or long, and so are the functions that go through it.
    const int MostParentheses = 100;
    const int MostRules = 1000;
    const string Names = "aitken, relative, gain, residual, iterations or evaluations";
    static readonly Domain _limit = new("a number, 0 or more", x => x >= 0 && double.IsFinite(x));
    readonly string _text;
    int _at;
    int _start;
    int _parentheses;
    int _rules;

    StopRuleParser(string text) => _text = text;

    public static Either<EmError, StopRule> Parse(string text)
    {
        var parser = new StopRuleParser(text);
        return parser.ReadEither().Bind(rule => parser.Expect<StopRule>(parser.AtEnd, "| or & or the end", () => rule));
    }

    Either<EmError, StopRule> ReadEither() => ReadChain('|', ReadBoth, (first, second) => first | second);

    Either<EmError, StopRule> ReadBoth() => ReadChain('&', ReadHeld, (first, second) => first & second);

    Either<EmError, StopRule> ReadChain(char separator, Func<Either<EmError, StopRule>> read, Func<StopRule, StopRule, StopRule> combine)
    {
        var rule = read();
        while (rule.IsRight && Take(separator))
            rule = rule.Bind(first => read().Map(second => combine(first, second)));
        return rule;
    }

    Either<EmError, StopRule> ReadHeld()
    {
        var rule = ReadPrimary();
        while (rule.IsRight && Take('.'))
            rule = rule.Bind(held =>
                ++_rules > MostRules ? Fail<StopRule>($"at most {MostRules} rules")
                : ReadName() == "for" ? ReadCall(WholeNumberFrom(1)).Map(times => held.For((int)times))
                : Fail<StopRule>("for(n)", back: true)
            );
        return rule;
    }

    Either<EmError, StopRule> ReadPrimary()
    {
        if (++_rules > MostRules)
            return Fail<StopRule>($"at most {MostRules} rules");
        if (Take('('))
        {
            if (++_parentheses > MostParentheses)
                return Fail<StopRule>($"at most {MostParentheses} parentheses within each other");
            var inner = ReadEither();
            _parentheses--;
            return inner.Bind(rule => Expect(Take(')'), ")", () => rule));
        }
        return ReadName() switch
        {
            "aitken" => ReadCall(_limit).Map(StopRule.Aitken),
            "relative" => ReadCall(_limit).Map(StopRule.Relative),
            "gain" => ReadCall(_limit).Map(StopRule.Gain),
            "residual" => ReadCall(_limit).Map(StopRule.Residual),
            "iterations" => ReadCall(WholeNumberFrom(0)).Map(limit => StopRule.Iterations((int)limit)),
            "evaluations" => ReadCall(WholeNumberFrom(0)).Map(limit => StopRule.Evaluations((int)limit)),
            _ => Fail<StopRule>(Names, back: true),
        };
    }

    static Domain WholeNumberFrom(int least) =>
        new($"a whole number from {least} to {int.MaxValue}", x => x >= least && x <= int.MaxValue && Math.Floor(x) == x);

    // "(" number ")"
    Either<EmError, double> ReadCall(Domain domain)
    {
        if (!Take('('))
            return Fail<double>("(");
        SkipSpace();
        _start = _at;
        while (!AtEnd && _text[_at] is not (')' or '(' or ' ' or '|' or '&'))
            _at++;
        return NumberText.TryRead(_text.AsSpan(_start, _at - _start), out var value) && domain.Contains(value)
            ? Expect(Take(')'), ")", () => value)
            : Fail<double>(domain.Name, back: true);
    }

    string ReadName()
    {
        SkipSpace();
        _start = _at;
        while (!AtEnd && char.IsAsciiLetter(_text[_at]))
            _at++;
        return _text[_start.._at];
    }

    bool Take(char wanted)
    {
        SkipSpace();
        if (AtEnd || _text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    bool AtEnd => _at == _text.Length;

    void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    Either<EmError, T> Expect<T>(bool met, string expected, Func<T> value) => met ? value() : Fail<T>(expected);

    Either<EmError, T> Fail<T>(string expected, bool back = false) => new EmError.BadStopRule(_text, (back ? _start : _at) + 1, expected);
}
