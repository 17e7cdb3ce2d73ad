import Console
import Control
import JSON
import SafeText
import Synchronization

/// Puts a text in front of every text that a supervisor's message holds: whatever the wire lets a field
/// say. What a field takes is found out by trying, so that a new field is planted without a word here.
struct Plant: Sendable {
    /// Which fields are planted.
    enum Reach: Sendable {
        case everywhere
        /// All but names that the policy declares, and what the supervisor says of itself.
        case texts
    }

    var text: String
    let reach: Reach

    private static let declared: Set<String> = [
        "name", "agent", "owner", "server", "tool", "label", "colour", "run", "by", "program",
        "origin",
        "path", "present", "reasons", "fault", "faults", "killDirectories", "unguarded", "undo",
        "scope",
    ]

    /// How many bytes each field takes; 0: no text at all.
    private static let room = Mutex<[String: Int]>([:])
    private static let sizes = [2_000, 900, 200, 90, 30]

    /// The same message from a supervisor whose agents and servers say this.
    func inside(_ message: ConsoleMessage) -> ConsoleMessage {
        switch message {
        case .replied(let number, let reply):
            return .replied(number: number, planted(reply))
        case .kill(.engaged(let view)):
            guard case .killed(let view) = planted(.killed(view)) else { return message }
            return .kill(.engaged(view))
        case .connected(let welcome):
            guard case .welcome(let view) = planted(.welcome(welcome)) else { return message }
            return .connected(view)
        case .entries(let rows): return .entries(rows.map(planted))
        default: return message
        }
    }

    private func planted(_ row: TailRow) -> TailRow {
        var planted = TailRow(
            row.record, time: row.time, kind: row.kind,
            // As an entry of a kind that this version does not know is shown.
            word: row.weight == .calm ? SafeText(name: text + row.word.plain) : row.word,
            about: SafeText(untrusted: text + row.about.plain), weight: row.weight, call: row.call,
            data: row.entry.data)
        planted.isRead = row.isRead
        return planted
    }

    private func planted(_ reply: ControlReply) -> ControlReply {
        let bytes = ControlCodec.bytes(of: .reply(number: 1, reply))
        guard let whole = Self.tree(bytes) else { preconditionFailure("not JSON of our own") }
        // All fields together may be more than one message takes.
        for most in Self.sizes {
            var plant = self
            plant.text = begin(of: most)
            if let planted = Self.reply(plant.edit(whole, Place(), in: whole)) { return planted }
        }
        preconditionFailure("a field takes no text that it took before: \(text.debugDescription)")
    }

    /// Where a value stands in a message.
    private struct Place {
        /// The members and items on the way to it.
        var steps: [Int] = []
        /// Their names, and the kinds of the objects: the same for each item of a list.
        var path = ""
        var key = ""
    }

    private func edit(_ value: JSONValue, _ place: Place, in whole: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            var here = place
            if case .string(let word)? = object["kind"] { here.path += "(\(word))" }
            return .object(
                JSONObject(
                    object.members.enumerated().map { index, member in
                        let steps = here.steps + [index]
                        let below = Place(
                            steps: steps, path: "\(here.path).\(member.name)", key: member.name)
                        return (member.name, edit(member.value, below, in: whole))
                    }))
        case .array(let values):
            return .array(
                values.enumerated().map { index, value in
                    let below = Place(
                        steps: place.steps + [index], path: place.path + "[]", key: place.key)
                    return edit(value, below, in: whole)
                })
        case .string(let old):
            if reach == .texts, Self.declared.contains(place.key) { return value }
            let text = begin(of: Self.room(place, old, in: whole) - old.utf8.count)
            return .string(Self.joined(text, old, place))
        default: return value
        }
    }

    /// The text in front of what stood there; in a tool's name behind the server's, for it is parted at its
    /// first slash.
    private static func joined(_ text: String, _ old: String, _ place: Place) -> String {
        guard place.key == "tool", let slash = old.firstIndex(of: "/") else { return text + old }
        return old[...slash] + text + old[slash...].dropFirst()
    }

    /// As much of the text as takes so many bytes.
    private func begin(of room: Int) -> String {
        var begin = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > room { break }
            begin.append(scalar)
        }
        return String(begin)
    }

    /// Tries how long a text may stand where this one does; 0: no other may.
    private static func room(_ place: Place, _ old: String, in whole: JSONValue) -> Int {
        if let known = room.withLock({ $0[place.path] }) { return known }
        let found =
            sizes.first { size in
                guard size > old.utf8.count else { return false }
                let long = String(repeating: "~", count: size - old.utf8.count)
                return reply(put(joined(long, old, place), at: place.steps[...], in: whole)) != nil
            } ?? 0
        room.withLock { $0[place.path] = found }
        return found
    }

    private static func put(
        _ text: String, at steps: ArraySlice<Int>, in value: JSONValue
    ) -> JSONValue {
        guard let step = steps.first else { return .string(text) }
        switch value {
        case .object(let object):
            var members = object.members
            members[step].value = put(text, at: steps.dropFirst(), in: members[step].value)
            return .object(JSONObject(members))
        case .array(var values):
            values[step] = put(text, at: steps.dropFirst(), in: values[step])
            return .array(values)
        default: return value
        }
    }

    /// The fields that take a text, for a test to look at.
    static var planted: [String: Int] { room.withLock { $0.filter { $0.value > 0 } } }

    private static func tree(_ bytes: [UInt8]) -> JSONValue? {
        do throws(JSONError) {
            return try JSONValue.parse(bytes)
        } catch { return nil }
    }

    private static func reply(_ value: JSONValue) -> ControlReply? {
        var writer = JSONWriter()
        writer.value(value)
        do {
            let line = try writer.bytes.withUnsafeBytes {
                try ControlCodec.line($0, from: .current)
            }
            guard case .reply(_, let reply) = line else { return nil }
            return reply
        } catch { return nil }
    }
}
