/// One value of the file with its place, free of everything that YAML adds to text.
struct PolicyNode {
    let place: Place
    let content: Content

    enum Content {
        /// A scalar as written; quotes matter to the arguments of a test only.
        case text(String, isQuoted: Bool)
        case list([PolicyNode])
        case map([Member])
        /// Nothing was written.
        case empty
    }

    /// One key of a mapping and its value.
    struct Member {
        let key: String
        let place: Place
        let value: PolicyNode
    }

    /// What it is, for a fault.
    var kind: String {
        switch content {
        case .text: "a text"
        case .list: "a list"
        case .map: "a mapping"
        case .empty: "nothing"
        }
    }
}
