/// A function fits a screen.
struct FunctionLengthRule: TidyRule {
    /// A screen of code, from the line with the name to the closing brace.
    static let limit = 70

    func findings(in file: SourceFile) -> [Finding] {
        Self.functions(in: file).filter { $0.lines > Self.limit }.map { function in
            let message = "a function of \(function.lines) lines, at most \(Self.limit) are allowed"
            return Finding(path: file.path, line: function.line, message: message)
        }
    }

    struct Function: Equatable {
        let line: Int
        let lines: Int
    }

    /// The functions of a file: bodies of functions, initialisers, accessors and closures that
    /// initialise a property.
    static func functions(in file: SourceFile) -> [Function] {
        if file.isSwift { return bodies(in: file.code, startedBy: swiftStart) }
        let extensions = [".c", ".h", ".cpp"]
        guard extensions.contains(where: file.path.hasSuffix) else { return [] }
        return bodies(in: file.code, startedBy: cStart)
    }

    /// Finds the blocks in braces whose head says that they are a function; `startedBy` gives the
    /// place in the head where the function begins.
    private static func bodies(
        in code: String, startedBy start: ([UInt8]) -> Int?
    ) -> [Function] {
        var found: [Function] = []
        var open: [Int?] = []
        var head: [UInt8] = []
        var line = 1
        for byte in code.utf8 {
            switch byte {
            case UInt8(ascii: "{"):
                // The line where the head of the block says that a function begins.
                open.append(
                    start(head).map { line - head[$0...].count { $0 == UInt8(ascii: "\n") } })
                head = []
            case UInt8(ascii: "}"):
                if let first = open.popLast() ?? nil {
                    found.append(Function(line: first, lines: line - first + 1))
                }
                head = []
            case UInt8(ascii: "\n"):
                line += 1
                head.append(byte)
            default:
                head.append(byte)
            }
        }
        return found.sorted { $0.line < $1.line }
    }

    private static let functionWords: Set<String> = [
        "func", "init", "deinit", "subscript", "var", "let",
    ]
    private static let typeWords: Set<String> = [
        "struct", "class", "enum", "extension", "protocol", "actor",
    ]

    /// The last declaration of the head decides. Those after a closed declaration are before it.
    private static func swiftStart(_ head: [UInt8]) -> Int? {
        var last: (word: String, index: Int)?
        for (index, word) in words(of: head)
        where functionWords.contains(word) || typeWords.contains(word) {
            last = (word, index)
        }
        guard let last, functionWords.contains(last.word) else { return nil }
        return last.index
    }

    /// In C a block behind a closing parenthesis: a function, or one of its inner blocks, which are
    /// shorter than it.
    private static func cStart(_ head: [UInt8]) -> Int? {
        let end = head.lastIndex { $0 > 0x20 }
        guard let end, head[end] == UInt8(ascii: ")") else { return nil }
        return head.firstIndex { $0 > 0x20 }
    }

    private static func words(of head: [UInt8]) -> [(Int, String)] {
        head.indices.split { !isWordByte(head[$0]) }.compactMap { word in
            guard let first = word.first, let last = word.last else { return nil }
            return (first, String(decoding: head[first...last], as: UTF8.self))
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
    }
}
