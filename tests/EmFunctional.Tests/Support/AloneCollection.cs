namespace EmFunctional.Tests.Support;

/// <summary>Tests that run alone: they take over the console, or measure the memory of the process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class AloneCollection;
