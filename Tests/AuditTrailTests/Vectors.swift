import Glibc
import JSON

/// Test data of others, beside the package, and our own golden files in it.
enum Vectors {
    /// Nil, with a visible line, where the data is not on this machine.
    static func shared(_ name: String) -> String? {
        let path = root + "/../shared/vectors/" + name
        guard access(path, R_OK) == 0 else {
            print("skipped: no test data \(name) beside the package")
            return nil
        }
        return path
    }

    static func golden(_ name: String) -> String {
        root + "/Tests/AuditTrailTests/golden/" + name
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw TestFailure("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block.prefix(count)
        }
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func json(_ path: String) throws -> JSONValue { try JSONValue.parse(try bytes(path)) }

    /// All files below a folder.
    static func files(_ folder: String) throws -> [String] {
        guard let directory = opendir(folder) else { throw TestFailure("cannot list \(folder)") }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != "." && name != ".." else { continue }
            let path = folder + "/" + name
            var status = stat()
            guard stat(path, &status) == 0 else { throw TestFailure("cannot look at \(path)") }
            found += status.st_mode & S_IFMT == S_IFDIR ? try files(path) : [path]
        }
        return found.sorted()
    }

    private static var root: String {
        var path = #filePath
        while access(path + "/Package.swift", F_OK) != 0, let cut = path.lastIndex(of: "/") {
            path = String(path[..<cut])
        }
        return path
    }
}

extension JSONValue {
    subscript(_ name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    var text: String { if case .string(let text) = self { text } else { "" } }
    var list: [JSONValue] { if case .array(let list) = self { list } else { [] } }
    var isTrue: Bool { self == .bool(true) }
    var natural: UInt64? {
        if case .number(let number) = self { UInt64(number.spelling) } else { nil }
    }
}
