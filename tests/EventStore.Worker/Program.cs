using System.Globalization;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.EventStore.Worker;

// A second process for tests: runs the named subscriptions until its input ends.
// Arguments: connection string, lease in milliseconds, rest in milliseconds inside each transaction, names.
var lease = TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var rest = int.Parse(args[2], CultureInfo.InvariantCulture);
var subscribers = args[3..].Select(name => new RowSubscriber(name)
{
    After = async () =>
    {
        Console.WriteLine($"written {name}");
        await Task.Delay(rest);
    },
});
await using var runner = new SubscriptionRunner(
    args[0], subscribers, new SubscriptionOptions { Lease = lease, BatchSize = 20, PollInterval = TimeSpan.FromMilliseconds(100) });
await runner.StartAsync();
Console.WriteLine("started");
while (await Console.In.ReadLineAsync() is not null)
{
}
