import Console

/// Turns the bytes of a keyboard into events: a pure value with time as an argument, in nanoseconds of
/// a clock that never goes back.
///
/// What it promises, whatever comes in and wherever it is cut:
/// - nothing inside a paste, a sequence or a report ever becomes a key; what is unknown is swallowed
///   whole; a key with Alt is never the plain key;
/// - the same bytes give the same events however they are split, if no time passes;
/// - it never holds more than ``Paste/most`` bytes of a paste and 64 of a sequence.
///
/// One byte is a key wherever it comes but in a paste: CAN (`^X`), which by ECMA-48 ends the sequence that
/// it interrupts. So a sequence that was cut off cannot keep anybody from the kill switch.
package struct InputDecoder: Hashable, Sendable {
    /// How long ESC is the start of something, before it is the key.
    package static let escapeWait: Int64 = 25_000_000
    /// How long after it was told as a key the rest of a cut sequence may still come: a person does not
    /// type `[` or `O` that soon after Esc, but a slow line brings them.
    static let lateWait: Int64 = 1_000_000_000
    /// How long a string (OSC, DCS, APC, PM, SOS) may be silent. None is asked for, and Alt with `]` must
    /// not lock the keyboard.
    static let stringWait: Int64 = 1_000_000_000

    private enum State: Hashable {
        case ground
        /// ESC came; twice, or with intermediates, it is that of a key with Alt.
        case escape(isAlternate: Bool)
        case intermediate
        case lateRest
        case sequence(ControlSequence, isAlternate: Bool)
        case anyByte
        case mouse([UInt8])
        case string
        case stringEscape
        case paste(PasteReader)
    }

    private var state = State.ground
    private var scalar = ScalarReader()
    /// The character that comes in belongs to a key with Alt.
    private var isAlternateScalar = false
    /// When the last byte came.
    private var last: Int64 = 0

    package init() {}

    /// When ``expire(at:)`` is to be called if nothing has come by then; nil: not at all.
    package var deadline: Int64? {
        switch state {
        case .escape, .intermediate: last + Self.escapeWait
        case .lateRest: last + Self.lateWait
        case .string, .stringEscape: last + Self.stringWait
        case .paste(let reader): reader.deadline
        case .ground, .sequence, .anyByte, .mouse: nil
        }
    }

    /// Reads bytes in the order in which they came. What waits for its time goes on waiting: call
    /// ``expire(at:)`` only when there was nothing to read.
    package mutating func feed(_ bytes: some Sequence<UInt8>, at now: Int64) -> [InputEvent] {
        var events: [InputEvent] = []
        for byte in bytes { read(byte, at: now, &events) }
        return events
    }

    /// What the silence up to now means: a lone ESC was the key.
    package mutating func expire(at now: Int64) -> [InputEvent] {
        guard let deadline, now >= deadline else { return [] }
        switch state {
        case .escape:
            state = .lateRest
            last = now
            return [.key(.escape)]
        case .lateRest:
            state = .ground
            return []
        case .paste(var reader):
            state = .ground
            return reader.giveUp(at: now).map { [.pasted($0)] } ?? []
        default:
            state = .ground
            return [.ignored]
        }
    }

    private mutating func read(_ byte: UInt8, at now: Int64, _ events: inout [InputEvent]) {
        last = now
        switch state {
        case .paste(var reader):
            // Taken out first, so that its bytes are not copied with each one.
            state = .ground
            if let paste = reader.read(byte, at: now) {
                events.append(.pasted(paste))
            } else {
                state = .paste(reader)
            }
        case .ground:
            readGround(byte, &events)
        case .lateRest where byte != UInt8(ascii: "[") && byte != UInt8(ascii: "O"):
            state = .ground
            readGround(byte, &events)
        default:
            readInside(byte, at: now, &events)
        }
    }

    private mutating func readGround(_ byte: UInt8, _ events: inout [InputEvent]) {
        if byte >= 0x80 || !scalar.isEmpty {
            return readScalar(byte, &events)
        }
        isAlternateScalar = false
        if byte == 0x1b {
            state = .escape(isAlternate: false)
        } else {
            events.append(Key(byte: byte).map { .key($0) } ?? .ignored)
        }
    }

    private mutating func readScalar(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch scalar.read(byte) {
        case .more: return
        case .scalar(let scalar):
            let key = isAlternateScalar ? nil : Key(typed: scalar)
            events.append(key.map { .key($0) } ?? .ignored)
        case .invalid:
            events.append(.ignored)
        case .interrupted:
            events.append(.ignored)
            isAlternateScalar = false
            return readGround(byte, &events)
        }
        isAlternateScalar = false
    }

    /// One byte after ESC, up to the end of what it started.
    private mutating func readInside(
        _ byte: UInt8, at now: Int64, _ events: inout [InputEvent]
    ) {
        if byte == 0x18 {
            state = .ground
            events += [.ignored, .key(.control("x"))]
            return
        }
        switch state {
        case .escape(let isAlternate):
            readAfterEscape(byte, isAlternate: isAlternate, &events)
        case .lateRest:
            state = .sequence(
                ControlSequence(byte == UInt8(ascii: "[") ? .csi : .ss3), isAlternate: false)
        case .intermediate:
            readIntermediate(byte, &events)
        case .sequence(let sequence, let isAlternate):
            readSequence(sequence, byte, isAlternate: isAlternate, at: now, &events)
        case .string:
            readString(byte, &events)
        case .stringEscape:
            switch byte {
            case UInt8(ascii: "\\"): swallowed(&events)
            case 0x1b: restarted(&events)
            default:
                events.append(.ignored)
                readAfterEscape(byte, isAlternate: false, &events)
            }
        case .anyByte:
            byte == 0x1b ? restarted(&events) : swallowed(&events)
        case .mouse(let bytes):
            readMouse(bytes, byte, &events)
        case .ground, .paste:
            break
        }
    }

    /// A coordinate has at least 32, or is 0 where it is too large to be told: a report that was cut off
    /// ends before any other byte.
    private mutating func readMouse(
        _ bytes: [UInt8], _ byte: UInt8, _ events: inout [InputEvent]
    ) {
        let bytes = bytes + [byte]
        if byte == 0x1b {
            restarted(&events)
        } else if byte != 0, byte < 0x20 {
            swallowed(&events)
        } else if bytes.count < 3 {
            state = .mouse(bytes)
        } else {
            state = .ground
            events.append(Mouse(legacy: bytes).map { .mouse($0) } ?? .ignored)
        }
    }

    private mutating func readAfterEscape(
        _ byte: UInt8, isAlternate: Bool, _ events: inout [InputEvent]
    ) {
        switch byte {
        case 0x1b: state = .escape(isAlternate: true)
        case UInt8(ascii: "["):
            state = .sequence(ControlSequence(.csi), isAlternate: isAlternate)
        case UInt8(ascii: "O"):
            state = .sequence(ControlSequence(.ss3), isAlternate: isAlternate)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
            UInt8(ascii: "X"):
            state = .string
        case 0x20...0x2f: state = .intermediate
        case 0x80...:
            state = .ground
            isAlternateScalar = true
            readScalar(byte, &events)
        default: swallowed(&events)
        }
    }

    /// `ESC ( B`: no key sends it, yet a terminal that is lost might.
    private mutating func readIntermediate(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch byte {
        case 0x20...0x2f: break
        case 0x1b: restarted(&events)
        default: swallowed(&events)
        }
    }

    private mutating func readSequence(
        _ sequence: ControlSequence, _ byte: UInt8, isAlternate: Bool, at now: Int64,
        _ events: inout [InputEvent]
    ) {
        switch byte {
        case 0x20...0x3f:
            var sequence = sequence
            sequence.append(byte)
            state = .sequence(sequence, isAlternate: isAlternate)
        case 0x40...0x7e:
            finish(sequence.meaning(final: byte), isAlternate: isAlternate, at: now, &events)
        case 0x1b: restarted(&events)
        default: swallowed(&events)
        }
    }

    private mutating func finish(
        _ meaning: ControlSequence.Meaning, isAlternate: Bool, at now: Int64,
        _ events: inout [InputEvent]
    ) {
        state = .ground
        switch meaning {
        case .pasteBegins: state = .paste(PasteReader(at: now))
        case .mouseFollows: state = .mouse([])
        case .byteFollows: state = .anyByte
        case .event(.key) where isAlternate: events.append(.ignored)
        case .event(let event):
            // A terminal reports nothing with Alt: Esc was pressed just before its report came.
            if isAlternate, event != .ignored { events.append(.key(.escape)) }
            events.append(event)
        }
    }

    private mutating func readString(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch byte {
        case 0x1b: state = .stringEscape
        // BEL ends an OSC; SUB ends anything; no reply has a line end in it.
        case 0x07, 0x1a, 0x0a, 0x0d: swallowed(&events)
        default: break
        }
    }

    private mutating func swallowed(_ events: inout [InputEvent]) {
        state = .ground
        events.append(.ignored)
    }

    private mutating func restarted(_ events: inout [InputEvent]) {
        state = .escape(isAlternate: false)
        events.append(.ignored)
    }
}
