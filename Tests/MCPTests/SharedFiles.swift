import Glibc
import JSON

/// Files of others that lie beside the clone, under `../shared`.
enum SharedFiles {
    /// The bytes of a file under `shared`, or nil, said aloud, where it is not there.
    static func read(_ path: String) -> [UInt8]? {
        guard let bytes = bytes(of: root + "/../shared/" + path) else {
            print("skipped: ../shared/\(path) is not beside this clone")
            return nil
        }
        return bytes
    }

    /// The JSON of a file under `shared`.
    static func json(_ path: String) throws -> JSONObject? {
        guard let bytes = read(path) else { return nil }
        let value = try JSONValue.parse(bytes, limits: JSONLimits(bytes: 1 << 24, depth: 128))
        guard case .object(let object) = value else { return nil }
        return object
    }

    /// The folder that holds the package's manifest.
    static let root: String = {
        var path = #filePath
        while let slash = path.lastIndex(of: "/") {
            path = String(path[..<slash])
            if access(path + "/.swift-format", F_OK) == 0 { return path }
        }
        return "."
    }()

    static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&room, 1, room.count, file)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: room[..<count])
        }
    }
}
