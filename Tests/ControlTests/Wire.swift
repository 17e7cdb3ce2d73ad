import Control
import JSON

/// The codec over arrays, and edits of a line by field.
enum Wire {
    static func request(
        _ bytes: [UInt8], from peer: ControlVersion? = .current
    ) throws -> ControlRequestLine {
        try bytes.withUnsafeBytes { try ControlCodec.request($0, from: peer) }
    }

    static func line(
        _ bytes: [UInt8], from peer: ControlVersion? = .current
    ) throws -> ControlLine {
        try bytes.withUnsafeBytes { try ControlCodec.line($0, from: peer) }
    }
}
