using System.Net;
using System.Text.RegularExpressions;

namespace CadreWorkflow.Api.Tests;

public sealed partial class CookieTests(SharedHost shared)
{
    [Fact]
    public async Task A_session_reads_the_interface_but_changes_nothing_through_it_without_proof_of_our_own_page()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = shared.Host.Address };
        var page = await browser.GetStringAsync("/sign-in");
        var token = AntiforgeryField().Match(page).Groups["token"].Value;
        using var signedIn = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = token,
            ["userName"] = "union",
            ["password"] = "demo-union-2026!",
        }));
        Assert.True((int)signedIn.StatusCode is 302 or 303, await signedIn.Content.ReadAsStringAsync());

        using var read = await browser.GetAsync("/api/cases");
        using var forged = await browser.PostAsync("/api/cases", Http.Referral(Guid.NewGuid()));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("csrf", (await forged.JsonAsync()).Code());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryField();
}
