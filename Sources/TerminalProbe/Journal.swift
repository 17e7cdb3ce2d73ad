import Console
import Glibc
import Terminal

/// Writes down each event as it is told, for a test to read: whatever the screen does.
struct Journal {
    private let descriptor: Int32?

    init(_ path: String?) {
        descriptor = path.map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }
    }

    func note(_ line: String) {
        guard let descriptor else { return }
        var bytes = Array((line + "\n").utf8)
        _ = write(descriptor, &bytes, bytes.count)
    }

    static func line(_ event: TerminalEvent<Int>) -> String {
        switch event {
        case .input(.key(let key)): "key \(key.name)"
        case .input(.pasted(let paste)):
            "pasted \(paste.bytes.count) dropped \(paste.dropped) whole \(paste.isWhole)"
        case .input(.focused(let isFocused)): "focused \(isFocused)"
        case .input(.mouse(let mouse)): "mouse \(mouse.act) \(mouse.row) \(mouse.column)"
        case .input(.ignored): "ignored"
        case .input(.fenceAnswered): "fence"
        case .message(let number): "message \(number)"
        case .resized(let size): "resized \(size.rows) \(size.columns)"
        case .painted(let number): "painted \(number)"
        case .fence(let number): "fence \(number)"
        case .ticked: "ticked"
        case .resumed: "resumed"
        }
    }
}
