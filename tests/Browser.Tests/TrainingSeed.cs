using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Training beside the small province: a programme with a reported count, a class in each state, results in part.</summary>
internal static class TrainingSeed
{
    internal static readonly Guid Open = TrainingIds.Class("NV-01");
    internal static readonly Guid Programme = TrainingIds.Programme("CT-01");

    /// <summary>Somebody in the open class with a certificate.</summary>
    internal static Guid Certified { get; private set; }

    internal static async Task AddAsync(IServiceProvider services, Province province)
    {
        var gateway = services.GetRequiredService<CommandGateway>();
        async Task<CommandAnswer> SendAsync(Command command)
        {
            var result = await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "system");
            return result is CommandResult.Accepted accepted ? accepted.Answer : throw new InvalidOperationException($"{command.Name}: {result}");
        }

        var today = province.Today;
        await SendAsync(new ProgrammeCommand(Programme, new ProgrammeOpened(
            today.AddDays(-200), Programme, "CT-01", "Bồi dưỡng cán bộ công đoàn cơ sở", TrainingKind.UnionSkills, province.UnionRoot, today.AddDays(-200), today, 4, 200, null)));
        await SendAsync(new ProgrammeCommand(Programme, new ProgrammeVolumeReported(today, TrainingKind.Workshop, new(568, Precision.AtLeast, Counted.NotStated), new DocumentRef("31/BC-LĐLĐ", today, "LĐLĐ"))));
        var opening = new ClassOpened(today.AddDays(-60), Open, TrainingKind.UnionSkills, "NV-01", "Trường Trung cấp Công đoàn", today.AddDays(-40), today.AddDays(-35), 40, Programme, province.UnionRoot);
        await SendAsync(new TrainingCommand(Open, opening));
        foreach (var (name, number) in new[] { ("Hồ Thị Bình Minh", "1/CN"), ("Đỗ Văn Ước", null), ("Cù Thị Ngọc Ánh", null) })
        {
            var person = (await SendAsync(new RegisterPerson(new PersonAttributes(name, new DateOnly(1990, 5, 6), Gender.Female, Education.Bachelor, TheoryLevel.Unknown), today.AddDays(-50)))).PersonId!.Value;
            await SendAsync(new TrainingCommand(Open, new PersonEnrolled(today.AddDays(-50), person, null)));
            if (number is not null)
            {
                Certified = person;
                await SendAsync(new TrainingCommand(Open, new CertificateIssued(today.AddDays(-35), person, null, new DocumentRef(number, today.AddDays(-35), "Trường Trung cấp Công đoàn"))));
            }
        }

        var workshop = TrainingIds.Class("TH-01");
        await SendAsync(new TrainingCommand(workshop, opening with { ClassId = workshop, Code = "TH-01", Kind = TrainingKind.Workshop }));
        await SendAsync(new TrainingCommand(workshop, new PersonEnrolled(today.AddDays(-50), Certified, null)));
        await SendAsync(new TrainingCommand(workshop, new ClassEnded(today.AddDays(-35))));
        var planned = TrainingIds.Class("KH-01");
        await SendAsync(new TrainingCommand(planned, new ClassPlanned(today.AddDays(-10), planned, TrainingKind.PartyAwareness, "KH-01", "Trung tâm Chính trị Vĩnh An", today.AddDays(20), today.AddDays(25), 60)));
    }
}
