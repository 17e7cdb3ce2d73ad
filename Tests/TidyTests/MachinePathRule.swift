import Foundation

/// No path of the machine on which somebody wrote it.
struct MachinePathRule: TidyRule {
    // Spelled in two halves, so that this file does not find itself.
    private static let folders = ["/wo" + "rk/", "/ro" + "ot/", "/fa" + "rm/", "/ho" + "me/"]

    func findings(in file: SourceFile) -> [Finding] {
        let folders = Self.folders.filter { file.text.range(of: $0) != nil }
        if folders.isEmpty { return [] }
        return file.lines.enumerated().compactMap { index, line in
            guard let folder = folders.first(where: { Self.starts(with: $0, in: line) }) else {
                return nil
            }
            let message = "\(folder) is a path of one machine"
            return Finding(path: file.path, line: index + 1, message: message)
        }
    }

    /// Whether a path in the line starts so; `Sources/\(folder)` does not.
    private static func starts(with folder: String, in line: Substring) -> Bool {
        var rest = line
        while let range = rest.firstRange(of: folder) {
            let before = rest[..<range.lowerBound].last
            let isInside = before.map { $0.isLetter || $0.isNumber || "_./~-".contains($0) }
            if isInside != true { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
