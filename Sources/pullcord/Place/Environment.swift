import Glibc

/// What this process was given by the one that started it.
enum Environment {
    /// The value of a variable; nil when it is not set.
    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The working directory; `/` where it was removed, so that a relative path fails by its name.
    static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
