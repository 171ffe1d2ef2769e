using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Posts of the province's federation and a plan for its next term: three people consulted about, two named, one of them below the standard.</summary>
internal sealed class PlanSeed
{
    private readonly CommandGateway _gateway;
    private readonly Province _province;

    private PlanSeed(CommandGateway gateway, Province province) => (_gateway, _province) = (gateway, province);

    internal static async Task AddAsync(IServiceProvider services, Province province)
    {
        var seed = new PlanSeed(services.GetRequiredService<CommandGateway>(), province);
        var reader = services.GetRequiredService<CaseReader>();
        async Task<Guid> PersonAsync(string key) => (await reader.HistoryAsync(province.Cases[key], CancellationToken.None)).Filed!.PersonId;
        var (a, b, c) = (await PersonAsync("opinions"), await PersonAsync("decided"), await PersonAsync("probation"));
        var start = new DateOnly(2024, 3, 1);
        var chair = await seed.PostAsync("chu_tich", "Chủ tịch", 90, 1, true, TheoryLevel.Advanced);
        var deputy = await seed.PostAsync("pho_chu_tich", "Phó Chủ tịch", 80, 2, false, TheoryLevel.Intermediate);
        var head = await seed.PostAsync("truong_ban", "Trưởng ban Tổ chức", 60, 1, false, null);
        await seed.SendAsync(new CadreCommand(new PostTaken(start, b, seed.Paper(start), head, null, PostTaking.Appointment, start, start.AddYears(2))));
        province.Places["chair"] = chair;
        province.Places["deputy"] = deputy;
        province.Places["head"] = head;

        var plan = province.Places["plan"] = Guid.CreateVersion7();
        await seed.PlanAsync(plan, new PlanOpened(start, true, seed.Paper(start), plan, province.UnionRoot, PlanTerm.NextTerm, new(2026, 7, 1), new(2031, 6, 30)));
        var today = province.Today;
        for (var step = 1; step <= 5; step++)
        {
            var day = today.AddDays(-60 + step);
            CandidateVotes[] votes = [Votes(a, chair, 18), Votes(b, deputy, 24), Votes(c, deputy, step == 5 ? 12 : 20)];
            await seed.PlanAsync(plan, new ConsultationHeld(
                day, true, seed.Paper(day), step, step == 1 ? new(0, 29, 29, false, 0, 0, 0) : new(0, 29, 29, true, 29, 29, 0), [.. votes.Select(v => step == 1 ? v with { Agree = 0, Disagree = 0 } : v)]));
        }

        await seed.PlanAsync(plan, new PlanNamed(today.AddDays(-40), true, seed.Paper(today.AddDays(-40)), a, chair, province.PartyRoot, default, null, default, default, null));
        var named = await seed.PlanAsync(plan, new PlanNamed(today.AddDays(-40), true, seed.Paper(today.AddDays(-40)), c, deputy, province.PartyRoot, default, null, default, default, true));
        province.Places["plan:person"] = b;
        var history = await services.GetRequiredService<CadreReader>().PlanAsync(plan, CancellationToken.None);
        province.Places["plan:fact"] = history.AllRecorded[^1].Id;
        Assert.False(named.Nothing);

        var empty = province.Places["plan_empty"] = Guid.CreateVersion7();
        await seed.PlanAsync(empty, new PlanOpened(today, true, seed.Paper(today), empty, province.UnionRoot, PlanTerm.CurrentTerm, new(2026, 7, 1), new(2031, 6, 30)));

        static CandidateVotes Votes(Guid person, Guid post, int agree) => new(person, post, agree, 29 - agree);
    }

    private async Task<Guid> PostAsync(string code, string title, int rank, int seats, bool head, TheoryLevel? theory)
    {
        var id = Guid.CreateVersion7();
        await SendAsync(new PostCommand(new PostOpened(
            new(2020, 1, 1), Paper(new(2020, 1, 1)), id, _province.UnionRoot, _province.PartyRoot, code, title, PostLevel.Province, rank, seats, head, theory, 60)));
        return id;
    }

    private Task<CommandAnswer> PlanAsync(Guid plan, PlanEvent act) => SendAsync(new PlanCommand(plan, act));

    private DocumentRef Paper(DateOnly day) => _province.Paper(day, "QĐ-TU");

    private async Task<CommandAnswer> SendAsync(Command command)
    {
        var result = await _gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "system");
        return result is CommandResult.Accepted accepted ? accepted.Answer : throw new InvalidOperationException($"{command.Name}: {result}");
    }
}
