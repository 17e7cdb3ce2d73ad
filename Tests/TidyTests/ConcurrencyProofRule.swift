import Foundation

/// What the compiler is told to believe carries its proof in a comment directly above.
struct ConcurrencyProofRule: TidyRule {
    func findings(in file: SourceFile) -> [Finding] {
        guard file.isSwift else { return [] }
        let hatches = ["@unchecked " + "Sendable", "nonisolated(" + "unsafe)"]
            .filter { file.code.range(of: $0) != nil }
        if hatches.isEmpty { return [] }
        let lines = file.lines
        return file.codeLines.enumerated().compactMap { index, line in
            guard let hatch = hatches.first(where: { line.contains($0) }) else { return nil }
            // An attribute may stand on a line of its own between the comment and the declaration.
            let above = lines[..<index].last { line in
                !line.drop { $0 == " " }.hasPrefix("@")
            }
            if let above, above.drop(while: { $0 == " " }).hasPrefix("//") { return nil }
            let message = "\(hatch) needs its proof in a comment directly above"
            return Finding(path: file.path, line: index + 1, message: message)
        }
    }
}
