import Glibc

extension SafeOutput.Encoding {
    /// What the environment of this process says of its terminal.
    package static var ofEnvironment: Self {
        of { name in
            getenv(name).map { String(cString: $0) }
        }
    }

    /// What an environment says: the first of LC_ALL, LC_CTYPE and LANG that is set and not empty
    /// decides, as POSIX has it; with none of them it is ASCII.
    package static func of(_ variable: (String) -> String?) -> Self {
        let values = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable)
        guard let locale = values.first(where: { !$0.isEmpty }) else { return .ascii }
        let charset = locale.lowercased().split(separator: ".", maxSplits: 1).last ?? ""
        let name = charset.prefix { $0 != "@" }
        return name == "utf-8" || name == "utf8" ? .utf8 : .ascii
    }
}
