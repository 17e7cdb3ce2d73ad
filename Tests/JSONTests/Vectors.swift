import Glibc
import Testing

/// Test data beside the clone (`../shared/vectors`) or inside it (`shared/vectors`); read as bytes,
/// since some of it is no text.
enum Vectors {
    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        var testDescription: String { name }
    }

    /// The files of a folder of `shared/vectors` in order of their names; where the folder is
    /// not there, that is printed and none are given.
    static func files(in folder: String) -> [File] {
        guard let path = path(of: folder), let stream = opendir(path) else {
            print("skipped: shared/vectors/\(folder) is not here")
            return []
        }
        defer { closedir(stream) }
        var files: [File] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            if let bytes = read(path + "/" + name) { files.append(File(name: name, bytes: bytes)) }
        }
        return files.sorted { $0.name < $1.name }
    }

    /// One file of `shared/vectors`; nil, and a printed line, where it is not there.
    static func file(_ name: String) -> [UInt8]? {
        guard let path = path(of: name), let bytes = read(path) else {
            print("skipped: shared/vectors/\(name) is not here")
            return nil
        }
        return bytes
    }

    private static func path(of name: String) -> String? {
        var folder = #filePath
        while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            folder = String(folder[..<slash])
            let path = folder + "/shared/vectors/" + name
            if access(path, R_OK) == 0 { return path }
        }
        return nil
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
