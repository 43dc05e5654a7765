using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>The hash of data whose type says all that they are, for models whose author gave none.</summary>
public static class Identity
{
    /// <summary>
    /// The hash of numbers, texts, vectors, and of arrays, lists, tuples and positional records of them. Each value stands behind its kind, and each
    /// sequence behind its length, so that different data have different bytes.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <returns>The hash; nothing where any part of the data is of another type, or where a record holds more than it was constructed with.</returns>
    public static Option<Hash256> Find(object? data)
    {
        var bytes = new Canonical().Add("data of a model");
        return Add(bytes, data) ? bytes.Hash() : Option<Hash256>.None;
    }

    static bool Add(Canonical bytes, object? value)
    {
        switch (value)
        {
            case null:
                bytes.Add("null");
                return true;
            case Vector numbers:
                bytes.Add("numbers").Add(numbers);
                return true;
            case double[] numbers:
                bytes.Add("numbers").Add(numbers.Length).Append(numbers);
                return true;
            case double number:
                bytes.Add("number").Add(number);
                return true;
            case float number:
                bytes.Add("number").Add(number);
                return true;
            case bool or sbyte or byte or short or ushort or int or uint or long or ulong or char:
                bytes.Add("whole").Add(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
                return true;
            case string text:
                bytes.Add("text").Add(text);
                return true;
            case ITuple tuple:
                return AddAll(bytes, "tuple", Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), tuple.Length);
            case Array array:
                bytes.Add("array").Add(array.Rank);
                return Enumerable.Range(0, array.Rank).All(axis => AddAll(bytes, "axis", [array.GetLength(axis)], 1))
                    && AddAll(bytes, "items", array.Cast<object?>(), array.Length);
            case ICollection list and not IDictionary when value is IList:
                return AddAll(bytes, "list", list.Cast<object?>(), list.Count);
            case IEnumerable items when IsList(value.GetType()):
                var all = items.Cast<object?>().ToArray();
                return AddAll(bytes, "list", all, all.Length);
            default:
                return AddRecord(bytes, value);
        }
    }

    static bool AddAll(Canonical bytes, string kind, IEnumerable<object?> items, int count)
    {
        bytes.Add(kind).Add(count);
        return items.All(item => Add(bytes, item));
    }

    // Such as LanguageExt's Arr; a sequence that is computed anew at each reading is none.
    static bool IsList(Type type) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));

    // A record that is no more than what it was constructed with: each parameter has its property, and there is no other state.
    static bool AddRecord(Canonical bytes, object record)
    {
        var type = record.GetType();
        var state = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .ToDictionary(field => field.Name, field => field, StringComparer.Ordinal);
        var names = type.GetConstructors()
            .Select(constructor => constructor.GetParameters().Select(parameter => parameter.Name!).ToArray())
            .FirstOrDefault(parameters => parameters.Length == state.Count && parameters.All(name => state.ContainsKey(FieldOf(name))));
        if (names is null or [] || (type.BaseType != typeof(object) && type.BaseType != typeof(ValueType)))
            return false;
        bytes.Add("record").Add(names.Length);
        return names.All(name => Add(bytes.Add(name), state[FieldOf(name)].GetValue(record)));
    }

    // What the compiler calls the field of a property.
    static string FieldOf(string property) => $"<{property}>k__BackingField";
}
