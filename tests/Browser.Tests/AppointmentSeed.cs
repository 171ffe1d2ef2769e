using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Browser.Tests;

/// <summary>On the posts of <see cref="PlanSeed"/>: a procedure in its steps, one decided for later, one just opened, and a cadre overdue and disciplined.</summary>
internal sealed class AppointmentSeed
{
    private readonly CommandGateway _gateway;
    private readonly Province _province;

    private AppointmentSeed(CommandGateway gateway, Province province) => (_gateway, _province) = (gateway, province);

    internal static async Task AddAsync(IServiceProvider services, Province province)
    {
        var seed = new AppointmentSeed(services.GetRequiredService<CommandGateway>(), province);
        var reader = services.GetRequiredService<CaseReader>();
        async Task<Guid> PersonAsync(string key) => (await reader.HistoryAsync(province.Cases[key], CancellationToken.None)).Filed!.PersonId;
        var (a, b, c) = (await PersonAsync("opinions"), await PersonAsync("decided"), await PersonAsync("probation"));
        var today = province.Today;
        province.Places["cadre"] = b;
        await seed.SendAsync(new CadreCommand(new DisciplineRecorded(today.AddMonths(-20), b, seed.Paper(today.AddMonths(-20)), Discipline.Reprimand)));

        var procedure = await seed.OpenAsync("procedure", province.Places["deputy"], PostTaking.Promotion, CadreSource.InPlace, today.AddDays(-30));
        await seed.SayAsync(procedure, new PolicyApproved(today.AddDays(-28), true, seed.Paper(today.AddDays(-28)), province.PartyRoot));
        foreach (var person in new[] { a, b, c })
        {
            await seed.SayAsync(procedure, new CandidateProposed(today.AddDays(-27), true, seed.Paper(today.AddDays(-27)), person));
        }

        for (var step = 1; step <= 3; step++)
        {
            var day = today.AddDays(-27 + step);
            CandidateVotes[] votes = step == 1 ? [] : [Votes(a, 14), Votes(b, 12), Votes(c, 12)];
            await seed.SayAsync(procedure, new StepHeld(day, true, seed.Paper(day), step, new(0, 29, 29, true, 29, 29, 0), votes));
        }

        await seed.SayAsync(procedure, new DossierItemRecorded(today.AddDays(-20), true, seed.Paper(today.AddDays(-20)), a, DossierItem.Diplomas));

        var decided = await seed.OpenAsync("procedure_decided", province.Places["head"], PostTaking.Transfer, CadreSource.Outside, today.AddDays(-20));
        await seed.SayAsync(decided, new CandidateProposed(today.AddDays(-15), true, null, c));
        await seed.SayAsync(decided, new Appointed(today.AddDays(-3), true, seed.Paper(today.AddDays(-3)), c, province.PartyRoot, today.AddDays(30), today.AddDays(30).AddYears(5)));
        province.Places["procedure_decided:fact"] = (await services.GetRequiredService<CadreReader>().AppointmentAsync(decided, CancellationToken.None)).Decided!.Id;
        await seed.OpenAsync("procedure_new", province.Places["chair"], PostTaking.Appointment, CadreSource.InPlace, today.AddDays(-2));

        CandidateVotes Votes(Guid person, int agree) => new(person, province.Places["deputy"], agree, 29 - agree - 3);
    }

    private async Task<Guid> OpenAsync(string key, Guid post, PostTaking kind, CadreSource source, DateOnly day)
    {
        var id = _province.Places[key] = Guid.CreateVersion7();
        await SayAsync(id, new ProcedureOpened(day, true, Paper(day), id, post, kind, source));
        return id;
    }

    private Task SayAsync(Guid procedure, AppointmentEvent act) => SendAsync(new AppointmentCommand(procedure, act));

    private DocumentRef Paper(DateOnly day) => _province.Paper(day, "QĐ-TU");

    private async Task SendAsync(Command command)
    {
        var result = await _gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "system");
        if (result is not CommandResult.Accepted)
        {
            throw new InvalidOperationException($"{command.Name}: {result}");
        }
    }
}
