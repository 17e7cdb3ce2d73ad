/// The severities of `notifications/message`, RFC 5424, least severe first.
package enum LogLevel: UInt8, CaseIterable, Comparable, Sendable, Hashable {
    case debug, info, notice, warning, error, critical, alert, emergency

    /// The level's word on the wire.
    package var text: StaticString {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .notice: "notice"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        case .alert: "alert"
        case .emergency: "emergency"
        }
    }

    /// The level of that word, or nil.
    package init?(_ word: String) {
        for level in LogLevel.allCases where word.utf8.elementsEqual(level.text.bytes) {
            self = level
            return
        }
        return nil
    }

    package static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
