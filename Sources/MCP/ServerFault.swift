/// Why a server cannot be used, or no longer.
package enum ServerFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// `initialize` was refused; code and the server's words, untrusted.
    case refused(Int64?, String)
    /// Nothing of an answer to `initialize` in time.
    case silent
    /// Its answer to the opening cannot be used; why.
    case unreadable(String)
    /// It speaks no revision that Pullcord speaks; what it named, untrusted.
    case noCommonRevision(String)
    /// More lines that are no message than allowed.
    case rubbish(Int)
    /// More answers to nothing that was asked than allowed.
    case strayAnswers(Int)

    package var description: String {
        switch self {
        case .refused(let code, let text):
            "the server refused to open (\(code.map(String.init) ?? "no code")): \(text)"
        case .silent: "the server did not answer initialize in time"
        case .unreadable(let why): "the server's opening cannot be used: \(why)"
        case .noCommonRevision(let named):
            "the server speaks no revision of MCP that Pullcord speaks; it named \(named)"
        case .rubbish(let count):
            "the server wrote \(count) lines that are no MCP message on its standard output"
        case .strayAnswers(let count):
            "the server answered \(count) times to ids that nobody asked with"
        }
    }
}
