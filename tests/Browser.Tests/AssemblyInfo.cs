using CadreWorkflow.Browser.Tests;

[assembly: AssemblyFixture(typeof(Site))]
