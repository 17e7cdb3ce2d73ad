import Glibc

/// What is left where the demonstration was killed and only its console outlived it. Its processes end
/// by themselves, because their keepers miss it; its directory does not.
package enum Orphan {
    /// How long processes that end may still write, in tenths of a second.
    private static let patience = 100

    /// Removes the directory, again until nothing writes into it any more. Touches nothing else than the
    /// directory of a demonstration.
    package static func remove(_ folder: String) {
        let name = folder.split(separator: "/").last ?? ""
        guard folder.utf8.first == UInt8(ascii: "/"), name.hasPrefix(DemonstrationFolder.prefix)
        else { return }
        var calm = 0
        for _ in 0..<patience where calm < 5 {
            calm = access(folder, F_OK) != 0 || DemonstrationFolder.remove(folder) ? calm + 1 : 0
            usleep(100_000)
        }
    }
}
