using System.ComponentModel;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EmFunctional.Stores.Tests.Support;

/// <summary>A test of a suite that several kinds of place pass. It is skipped where its class needs a server that is not installed; the build machine installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("EmFunctional.Stores.Tests.Support.StoreFactDiscoverer", "EmFunctional.Stores.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>Finds them.</summary>
public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    readonly IMessageSink _sink = sink;

    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        new StoreTestCase(_sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method);
}

/// <summary>One of them.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    [Obsolete("For the runner.")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StoreTestCase() { }

    public StoreTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method) { }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.Name.Contains("Postgres", StringComparison.Ordinal) && !PostgresServer.IsInstalled
            ? "there is no PostgreSQL on this machine"
            : base.GetSkipReason(factAttribute);
}
