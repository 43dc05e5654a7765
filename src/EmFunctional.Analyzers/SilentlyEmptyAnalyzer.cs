using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EmFunctional.Analyzers;

/// <summary>
/// Marks each place where C# fills a collection of LanguageExt by calling its <c>Add</c> and throwing away what that returns. Such a collection is
/// immutable: it stays empty, and the compiler says nothing. The places are collection expressions with elements, <c>params</c>, and collection
/// initialisers. An empty collection expression is what it seems to be, and is left alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SilentlyEmptyAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The diagnostic: an error, since no program means it.</summary>
    public static readonly DiagnosticDescriptor Rule = new(
        "EMF0001",
        "A collection of LanguageExt stays empty",
        "This {0} would be empty, since C# throws away what its Add returns: write {1}",
        "Correctness",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "C# fills a collection by calling Add, and the immutable collections of LanguageExt return a new one from it, which is lost."
    );

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterOperationAction(Expression, OperationKind.CollectionExpression);
        context.RegisterOperationAction(Initialiser, OperationKind.ObjectOrCollectionInitializer);
        context.RegisterSymbolAction(Parameter, SymbolKind.Parameter);
    }

    // [a, b], and the arguments of params.
    static void Expression(OperationAnalysisContext context)
    {
        if (
            context.Operation is ICollectionExpressionOperation { Elements.IsEmpty: false, Type: INamedTypeSymbol type }
            && StaysEmpty(type)
        )
            context.ReportDiagnostic(At(context.Operation.Syntax.GetLocation(), type));
    }

    // new() { a, b }
    static void Initialiser(OperationAnalysisContext context)
    {
        if (
            context.Operation is IObjectOrCollectionInitializerOperation { Initializers: var all }
            && all.OfType<IInvocationOperation>().Select(add => add.TargetMethod.ContainingType).FirstOrDefault() is { } type
            && StaysEmpty(type)
        )
            context.ReportDiagnostic(At(context.Operation.Syntax.GetLocation(), type));
    }

    // params Arr<T> values: every call would be such a place.
    static void Parameter(SymbolAnalysisContext context)
    {
        if (context.Symbol is IParameterSymbol { IsParams: true, Type: INamedTypeSymbol type } parameter && StaysEmpty(type))
            context.ReportDiagnostic(At(parameter.Locations[0], type, $"params {Shown(type.TypeArguments[0])}[]"));
    }

    static bool StaysEmpty(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "LanguageExt", ContainingNamespace.IsGlobalNamespace: true }
        && !type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CollectionBuilderAttribute")
        && type.GetMembers("Add").OfType<IMethodSymbol>().Any(add => SymbolEqualityComparer.Default.Equals(add.ReturnType, type));

    // Each of them has a constructor of a sequence.
    static Diagnostic At(Location place, INamedTypeSymbol type, string? instead = null) =>
        Diagnostic.Create(Rule, place, Shown(type), instead ?? $"new {Shown(type)}([ … ])");

    static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
