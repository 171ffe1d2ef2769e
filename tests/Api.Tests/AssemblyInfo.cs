using CadreWorkflow.Api.Tests;

[assembly: AssemblyFixture(typeof(SharedHost))]
