import Foundation
import JSON

/// The published test data beside the package's root, where it is present.
enum SharedVectors {
    /// The folder of the JSON Schema suite; nil, with a line that says so, where it is absent.
    static func schemaSuite() -> String? {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let package = folder.appendingPathComponent("Package.swift").path
            if FileManager.default.fileExists(atPath: package) {
                let suite = folder.deletingLastPathComponent()
                    .appendingPathComponent("shared/vectors/json-schema/tests").path
                if FileManager.default.fileExists(atPath: suite) { return suite }
                break
            }
            folder.deleteLastPathComponent()
        }
        print("skipped: shared/vectors/json-schema is not beside the package")
        return nil
    }

    /// The names of the JSON files of a folder, in order.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }.sorted()
    }

    /// Reads one file.
    static func read(_ path: String) throws -> JSONValue {
        try JSONValue.parse(Array(Data(contentsOf: URL(fileURLWithPath: path))))
    }
}

extension JSONValue {
    /// Reads a text of the tests' own.
    static func of(_ text: String) throws -> JSONValue { try parse(Array(text.utf8)) }

    subscript(_ name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
