namespace CadreWorkflow.Generator.Cadres;

/// <summary>The cadre half of the province, made after the cases and from the same units.</summary>
internal sealed class Desk
{
    private readonly Posts _posts = new();
    private readonly Staff _staff;
    private readonly Plans _plans;
    private readonly Procedures _procedures;
    private readonly Declarations _declarations;

    public Desk(IReadOnlyList<CaseRecord> cases)
    {
        Story = Road.Of(cases);
        var person = Story.Script.Person;
        _staff = new Staff(person);
        var holders = new Holders(_staff);
        _plans = new Plans(_staff, person);
        _procedures = new Procedures(_staff, person);
        _declarations = new Declarations(holders);
        Courses = new Courses(cases, person);
        Totals.Verify(_staff, holders, Courses, _declarations);
    }

    /// <summary>The case with which the told road begins.</summary>
    public CaseRecord Story { get; }

    public Courses Courses { get; }

    public IEnumerable<(string Name, byte[] Content)> Files() =>
        [Courses.ToFile(), _posts.ToFile(), _staff.Rows.ToFile(), _plans.ToFile(), _procedures.ToFile(), _declarations.ToFile(), new Reports().ToFile()];
}

/// <summary>Counts the cadre figures from the finished rows and refuses files that miss them.</summary>
internal static class Totals
{
    public static void Verify(Staff staff, Holders holders, Courses courses, Declarations declarations)
    {
        Expect(170, staff.AssignedBefore, "posts assigned before the rearrangement");
        Expect(154, staff.AssignedCount, "posts assigned after it");
        Expect(145, staff.PresentCount, "persons present on 20/10/2022");
        Expect(145, Present(staff.Rows, Staff.Counted), "persons present on 20/10/2022 by the rows");
        foreach (var (post, _, seats, _) in Posts.ElectedBodies)
        {
            Expect(2 * seats, holders.Seats(post), $"seats of {post} taken in two terms");
        }

        Expect(Courses.TheoryPersonTimes, courses.Participants("SC-"), "person-times of theory");
        Expect(Courses.ProfessionalPersonTimes, courses.Participants("CM-"), "person-times of professional training");
        if (declarations.Late is < 6 or > 12)
        {
            throw new InvalidOperationException($"A few declarations are to be late, not {declarations.Late}.");
        }
    }

    private static int Present(Rows rows, DateOnly day) => rows.All
        .Where(r => string.CompareOrdinal(r.Values["occurred_on"], Iso.Text(day)) <= 0)
        .Sum(r => r.Values["act"] switch { "join" => 1, "leave" => -1, _ => 0 });

    private static void Expect(int expected, int actual, string what)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"Expected {expected} {what}, generated {actual}.");
        }
    }
}
