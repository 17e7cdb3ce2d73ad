import Governance
import Testing

/// The host of a URL is read only where nobody could read another one.
struct PolicyURLHostTests {
    @Test(arguments: [
        ("https://api.example.com", "api.example.com"),
        ("https://API.Example.com:443/x?y#z", "api.example.com"),
        ("http://10.0.0.1/", "10.0.0.1"), ("ftp://[2001:DB8::1]:21/", "[2001:db8::1]"),
        ("https://a?b@evil.com", "a"), ("custom+x://host", "host"),
    ])
    func plainURLsHaveOne(_ url: String, _ host: String) {
        #expect(URLHost(url: url)?.text == host)
    }

    @Test(arguments: [
        "", "api.example.com", "//api.example.com/x", "https:/api.example.com",
        "https:api.example.com", "https://",
        "https://good.com@evil.com/", "https://a:1@evil.com/", "https://a:@evil.com:1/",
        "https://@evil.com/",
        "https://[::1]@evil.com/", "https://evil.com\\@good.com/", "https:\\\\good.com",
        " https://good.com",
        "https://good.com\t.evil.com/", "https://good.com\n", "https://good.com./",
        "https://0x7f000001/",
        "https://2130706433/", "https://127.1/", "https://0177.0.0.1/", "https://1.2.3.256/",
        "https://ex%61mple.com/",
        "https://ex\u{E4}mple.com/", "https://good.com:/", "https://good.com:99x/", "https://[::1",
        "https://[::1]x/",
        "https://a..b/", "1https://good.com", "https://good.com:443:443/",
        "https://good.com;x/",
    ])
    func whatCouldBeReadInTwoWaysHasNone(_ url: String) {
        #expect(URLHost(url: url) == nil)
    }

    @Test func patternsMeanAHostOrAllBelowIt() throws {
        let below = try #require(HostPattern("*.Example.com"))
        let exact = try #require(HostPattern("example.com"))
        let host = try #require(URLHost(url: "https://a.example.com/"))
        let top = try #require(URLHost(url: "https://example.com/"))
        let other = try #require(URLHost(url: "https://badexample.com/"))
        #expect(below.matches(host) && !below.matches(top) && !below.matches(other))
        #expect(exact.matches(top) && !exact.matches(host) && !exact.matches(other))
        #expect(below.words == "*.example.com" && exact.words == "example.com")
        for text in ["", "*", "*.", "a.*.b", "https://a", "a b", "a:1", "a/b"] {
            #expect(HostPattern(text) == nil)
        }
    }
}
