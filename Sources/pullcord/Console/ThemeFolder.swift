import Console
import Glibc
import SafeText

/// A person's own themes: `NAME.theme` in `pullcord/themes` of the configuration directory.
enum ThemeFolder {
    /// The text of each file by its name; none where the folder is not there. A file that cannot be read
    /// is an error: who asks for a theme wants to know why it is not used.
    static func texts() throws(CommandFailure) -> [String: String] {
        guard let path, let folder = opendir(path) else { return [:] }
        defer { closedir(folder) }
        var texts: [String: String] = [:]
        while let item = readdir(folder), texts.count <= ThemeLimits.own {
            let name = withUnsafePointer(to: &item.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            guard name.hasSuffix(suffix) else { continue }
            let bytes = try PlainFile.read(path + "/" + name, limit: ThemeLimits.bytes)
            texts[String(name.dropLast(suffix.utf8.count))] = String(decoding: bytes, as: UTF8.self)
        }
        return texts
    }

    /// The file of a theme of one's own; nil where a theme of that name is shipped.
    static func file(named name: String) -> String? {
        guard let path, !ShippedThemes.all.contains(where: { $0.name == name }) else { return nil }
        return "\(path)/\(name)\(suffix)"
    }

    private static let suffix = ".theme"

    private static var path: String? {
        if let config = Environment.variable("XDG_CONFIG_HOME"), config.hasPrefix("/") {
            return config + "/pullcord/themes"
        }
        guard let home = Environment.variable("HOME"), home.hasPrefix("/") else { return nil }
        return home + "/.config/pullcord/themes"
    }
}
