using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Runs;

/// <summary>What each event holds: a change here is a change of every journal to come.</summary>
public class EventSchemaTests
{
    [Fact]
    public Task The_schema_of_each_event() => Snapshot.Match($"schema {RunEvent.Schema}\n\n{string.Join("\n\n", Types().Select(Text))}");

    static IEnumerable<Type> Types() =>
        typeof(RunEvent<>)
            .GetNestedTypes()
            .Append(typeof(IterationState<>))
            .Append(typeof(RunSpecification))
            .Append(typeof(RunParent))
            .Append(typeof(RunEnvironment))
            .Append(typeof(ModelName))
            .Append(typeof(ModelOption))
            .Concat(typeof(StopReason).GetNestedTypes())
            .Concat(typeof(Diagnostic).GetNestedTypes());

    static string Text(Type type) =>
        $"{type.Name.Split('`')[0]}\n"
        + string.Join(
            '\n',
            type.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters().Select(p => $"    {p.Name}: {Name(p)}")
        );

    static string Name(ParameterInfo parameter) => parameter.ParameterType.ToString().Replace("LanguageExt.", "", StringComparison.Ordinal);
}
