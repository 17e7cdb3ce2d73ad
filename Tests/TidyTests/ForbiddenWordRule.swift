import Foundation

/// Words that the house does not use, each with what to do instead.
struct ForbiddenWordRule: TidyRule {
    private struct Word {
        let spelling: String
        let instead: String
        /// Whether the word is looked for in the product only, or in tests too.
        var inProductOnly = true
        /// Whether it is looked for in comments and strings too.
        var everywhere = false
        var exceptIn: Set<String> = []
    }

    /// Printing goes through here and nowhere else.
    private static let output: Set<String> = [
        "Sources/SafeText/SafeOutput.swift", "Sources/SafeText/BlockedBrokenPipe.swift",
    ]

    // Spelled in two halves, so that this file does not find itself.
    private static let words = [
        Word(
            spelling: "JSON" + "Serialization", instead: "use the JSON room", inProductOnly: false),
        Word(spelling: "JSON" + "Decoder(", instead: "use the JSON room", inProductOnly: false),
        Word(spelling: "JSON" + "Encoder(", instead: "use the JSON room", inProductOnly: false),
        Word(spelling: "= Process" + "()", instead: "use ServerProcess", inProductOnly: false),
        Word(spelling: "try" + "!", instead: "throw or handle it", inProductOnly: false),
        Word(spelling: "print(", instead: "use SafeOutput", exceptIn: output),
        Word(spelling: "debugPrint(", instead: "use SafeOutput"),
        Word(spelling: "dump(", instead: "use SafeOutput"),
        Word(spelling: "puts(", instead: "use SafeOutput"),
        Word(spelling: "fputs(", instead: "use SafeOutput"),
        Word(spelling: "printf(", instead: "use SafeOutput"),
        Word(spelling: "fprintf(", instead: "use SafeOutput"),
        Word(spelling: "FileHandle.standard", instead: "use SafeOutput"),
        Word(
            spelling: "TO" + "DO", instead: "do it or file an issue", inProductOnly: false,
            everywhere: true),
        Word(
            spelling: "FIX" + "ME", instead: "do it or file an issue", inProductOnly: false,
            everywhere: true),
    ]

    func findings(in file: SourceFile) -> [Finding] {
        Self.words.flatMap { findings(of: $0, in: file) } + foundation(in: file)
    }

    private func findings(of word: Word, in file: SourceFile) -> [Finding] {
        guard file.isProduct || !word.inProductOnly, !word.exceptIn.contains(file.path) else {
            return []
        }
        // C is below the rooms: what a shim prints into a buffer is its own matter.
        guard word.everywhere || file.isSwift else { return [] }
        // Foundation's search is compiled for speed; most files hold none of the words.
        guard (word.everywhere ? file.text : file.code).range(of: word.spelling) != nil else {
            return []
        }
        let lines = word.everywhere ? file.lines : file.codeLines
        return lines.enumerated().compactMap { index, line in
            guard Self.holds(line, word.spelling) else { return nil }
            // A closure that was handed in under that name; the global function never throws.
            let isParameter = file.code.range(of: "print: (") != nil && line.contains("try print(")
            if word.spelling == "print(", isParameter { return nil }
            let message = "\(word.spelling) is not used here: \(word.instead)"
            return Finding(path: file.path, line: index + 1, message: message)
        }
    }

    /// Whether the line holds the word, not as the end of a longer one: `fingerprint(` prints nothing.
    private static func holds(_ line: Substring, _ spelling: String) -> Bool {
        let bytes = Array(line.utf8)
        let word = Array(spelling.utf8)
        guard bytes.count >= word.count else { return false }
        return (0...(bytes.count - word.count)).contains { start in
            guard bytes[start...].starts(with: word) else { return false }
            guard let first = spelling.first, first.isLetter, start > 0 else { return true }
            let before = Character(Unicode.Scalar(bytes[start - 1]))
            return !(before.isLetter || before.isNumber || before == "_" || before == ".")
        }
    }

    /// Rooms at the rim, which may use Foundation; none has asked for it.
    static let foundationRooms: Set<String> = []

    private func foundation(in file: SourceFile) -> [Finding] {
        guard file.isSwift, let room = file.room, !Self.foundationRooms.contains(room) else {
            return []
        }
        return file.codeLines.enumerated().compactMap { index, line in
            guard let module = ImportRule.module(of: line), module.hasPrefix("Foundation") else {
                return nil
            }
            let message = "\(room) is a core room: no \(module), use Glibc where it is needed"
            return Finding(path: file.path, line: index + 1, message: message)
        }
    }
}
