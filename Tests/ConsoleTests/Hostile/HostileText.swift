import Foundation
import SafeText

/// A hostile case of `Tests/outside/hostile-text`, and a harmless text that takes the same room.
struct HostileText: Sendable {
    let name: String
    let text: String
    /// The same shape: where the hostile one has a letter, a wide letter, a mark, a space or a visible form,
    /// this has another, of as many bytes and columns. So whatever differs between two screens of them
    /// differs by what they say.
    let harmless: String

    /// All cases that can stand in JSON; what is not UTF-8 is refused where it enters. The file is part of
    /// the tree: without it nothing is tested, so its absence traps.
    static let all: [HostileText] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = tests.appending(path: "outside/hostile-text/cases.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            preconditionFailure("cannot read \(file.path)")
        }
        return text.split(separator: "\n").compactMap(HostileText.init(line:))
    }()

    private init?(line: Substring) {
        func value(_ key: String) -> String {
            guard let start = line.range(of: "\"\(key)\": \"")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { preconditionFailure("no \(key) in \(line.prefix(80))") }
            return String(line[start..<end])
        }
        guard let data = Data(base64Encoded: value("bytes_base64")) else {
            preconditionFailure("not base64: \(line.prefix(80))")
        }
        guard let text = Self.text(data.prefix(Self.longest)) else { return nil }
        name = value("name")
        self.text = text
        // Forms that are spelled out, and imitations of our marks, change where their letters do.
        let candidates = [Self.replaced(text, \.self), Self.replaced(text) { $0 && false }]
        harmless = candidates.first { Self.shape($0) == Self.shape(text) } ?? text
    }

    /// What is beyond is on no screen; that the long is drawn for what it shows is shown elsewhere.
    private static let longest = 400

    /// The bytes as text; a scalar that was cut at their end apart.
    private static func text(_ bytes: Data) -> String? {
        (0...3).lazy.compactMap { String(validating: bytes.dropLast($0), as: UTF8.self) }.first
    }

    /// Each scalar by another of its kind; `letters` says whether those of ASCII too.
    private static func replaced(_ text: String, _ letters: (Bool) -> Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII, scalar.value > 0x20, scalar.value < 0x7F {
                let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                result.append(isWord && letters(true) ? "x" : scalar)
            } else if scalar == " " || scalar.properties.canonicalCombiningClass != .notReordered {
                result.append(scalar)
            } else {
                result.append(stand[Kind(scalar)] ?? scalar)
            }
        }
        return String(result)
    }

    /// What of a character decides how much room it takes, as a text and as a name.
    private struct Kind: Hashable {
        let bytes: Int
        let columns: Int
        let isShown: Bool
        let name: Int

        init(_ scalar: Unicode.Scalar) {
            let text = SafeText(untrusted: "x" + String(scalar))
            bytes = UTF8.width(scalar)
            columns = text.columns
            isShown = text.escapes == 0
            name = SafeText(name: String(scalar)).columns
        }
    }

    /// What stands for the characters of a kind.
    private static let stand: [Kind: Unicode.Scalar] = {
        let honest: [Unicode.Scalar] = [
            "ż", "ก", "本", "𐀀", "🚦", "\u{7}", "\u{8}", "\u{C}", "\u{1F}", "\u{3}", "\u{200B}",
            "\u{AD}", "\u{E0041}", "\u{100001}", "\u{FFFE}",
        ]
        return Dictionary(honest.map { (Kind($0), $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// How the text falls into what may not be torn apart, in each voice that a screen has.
    private static func shape(_ text: String) -> [[Int]] {
        [SafeText(untrusted: text), SafeText(name: text), "\(untrusted: text)"].map { safe in
            safe.elements.flatMap { [$0.columns, $0.role == .escape ? 1 : 0] }
                + [safe.words.count, text.utf8.count]
        }
    }
}
