internal import JSON

/// The name under which Pullcord speaks for itself, on both sides. Peers may show it; nobody's
/// decision may rest on it (2026-07-28, basic/index).
enum Implementation {
    static let name: StaticString = "pullcord"
    static let version: StaticString = "0.1.0"

    /// `{"name":…,"version":…}`.
    static let bytes: [UInt8] = Written.object { writer in
        writer.member("name", name)
        writer.member("version", version)
    }
}
