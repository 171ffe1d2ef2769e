using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Jobs;
using Quartz;

namespace CadreWorkflow.Api;

/// <summary>Recurring ticks, clustered on PostgreSQL: each fires once in the whole cluster, and one missed while all were down fires at the next start.</summary>
internal static class JobsRoom
{
    internal static void AddJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<InboxStore>();
        services.AddSingleton<ReminderSweep>();
        services.AddSingleton<ChainSigning>();
        services.AddSingleton<OrphanSweep>();
        if (string.Equals(builder.Configuration["Cadre:Jobs"], "off", StringComparison.Ordinal))
        {
            return;
        }

        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "cadre";
                options.GenerateInstanceId = true;
            });
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.TablePrefix = QuartzSchema.TablePrefix);
                store.UsePostgres(builder.Configuration.AppConnection());
                store.UseSystemTextJsonSerializer();
                store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(15));
            });
            quartz.UseDefaultThreadPool(2);

            // In UTC, so that no machine needs time zone data: 23:30 and 02:15 in Viet Nam.
            Tick<ReminderTick>(quartz, "reminders", "0 0/10 * * * ?");
            Tick<ChainSigningTick>(quartz, "sign-chain-head", "0 30 16 * * ?");
            Tick<OrphanTick>(quartz, "sweep-orphans", "0 15 19 * * ?");
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
    }

    private static void Tick<TJob>(IQuartzBuilder quartz, string name, string cron)
        where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(
            trigger => trigger.WithIdentity(name).WithCronSchedule(
                cron, schedule => schedule.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
            job => job.WithIdentity(name));
}
