import Foundation

/// A file of the tree as the tidy rules see it.
struct SourceFile: Sendable {
    /// From the root of the tree: `Sources/JSON/JSONValue.swift`.
    let path: String
    let text: String
    /// The text with strings and comments blanked out: the same lines, only code in them.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = CodeReader.code(of: text)
    }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }
    var isSwift: Bool { path.hasSuffix(".swift") }
    var isProduct: Bool { path.hasPrefix("Sources/") }

    /// The target of a file under `Sources`.
    var room: String? {
        guard isProduct else { return nil }
        return path.split(separator: "/").dropFirst().first.map(String.init)
    }
}

/// The tree that these tests lie in.
enum Tree {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every text file that is ours, in the order of the paths.
    static let files: [SourceFile] = ["Sources", "Tests", ".ci"]
        .flatMap { paths(under: $0) }.sorted()
        .reduce(into: [file("Package.swift"), file("README.md")].compactMap { $0 }) { files, path in
            if let file = file(path) { files.append(file) }
        }

    /// Data of the tests, which may hold anything, is no source.
    private static let data: Set<String> = ["json", "jsonl", "note", "hex", "txt", "yaml", "pyc"]

    private static func paths(under folder: String) -> [String] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return walk.compactMap { $0 as? String }.map { folder + "/" + $0 }
            .filter { !data.contains(URL(filePath: $0).pathExtension) }
    }

    private static func file(_ path: String) -> SourceFile? {
        guard let data = try? Data(contentsOf: root.appending(path: path)),
            let text = String(validating: data, as: UTF8.self)
        else { return nil }
        return SourceFile(path: path, text: text)
    }
}
