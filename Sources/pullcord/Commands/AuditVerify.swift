import ArgumentParser
import AuditTrail
import Console
import JSON
import SafeText

/// `pullcord audit verify`
struct AuditVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that the trail is whole and unchanged.",
        discussion: """
            It reads every entry, works the tree out anew, and compares it with the signed head. \
            That shows that the trail agrees with itself. Only a checkpoint that was kept \
            elsewhere shows that nobody who holds the key has written it anew: name it with \
            --checkpoint, and the key that you wrote down with --key.

            EXAMPLE
              pullcord audit verify
              pullcord audit verify --checkpoint /mnt/elsewhere/monday.note
            """)

    @Option(
        help: ArgumentHelp("The trail folder; else that of the data directory.", valueName: "dir"))
    var trail: String?

    @Option(
        help: ArgumentHelp("The trail's public key as you wrote it down.", valueName: "vkey"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "A signed checkpoint kept elsewhere; may be given again.", valueName: "file"))
    var checkpoint: [String] = []

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: PlaceOptions

    func run() throws {
        var folder = trail ?? ""
        var witness: String?
        if trail == nil {
            let directories = try place.directories()
            (folder, witness) = (directories.trail, directories.head)
        }
        let pinned = try key.map(Self.verifier)
        let notes = try checkpoint.map { path throws(CommandFailure) in
            try PlainFile.read(path, limit: SignedNote.maximumBytes)
        }
        try Self.checkReadable(folder)
        // Where a head was ever signed, a trail that is missing was taken away: that is a finding.
        let isWitnessed = witness.map(PlainFile.exists) ?? false
        guard isWitnessed || PlainFile.exists(folder + "/trail.db") else {
            throw StoredEntries.missing(folder)
        }
        let verdict = TrailVerifier(
            folder: folder, pinned: pinned, outside: notes,
            witnessPath: witness.flatMap { PlainFile.exists($0) ? $0 : nil }
        ).verify()
        try json
            ? Screen.show(Self.json(verdict))
            : Screen.tell(Self.lines(verdict) + Self.ownKey(folder, given: pinned))
        guard verdict.isConsistent else {
            throw CommandFailure(
                .tampered, "keep the folder \(untrusted: folder) as evidence; change nothing in it")
        }
    }

    private static func verifier(_ text: String) throws(CommandFailure) -> NoteVerifier {
        do throws(NoteError) {
            return try NoteVerifier(vkey: text)
        } catch {
            throw CommandFailure(
                .usage, "--key is no public key of a trail: \(SafeText(untrusted: "\(error)"))")
        }
    }

    /// A folder that this person may not read says nothing of the trail.
    private static func checkReadable(_ folder: String) throws(CommandFailure) {
        do throws(TrailError) {
            _ = try TrailReader(folder: folder)
        } catch {
            guard PlainFile.isReadable(folder) else { throw StoredEntries.missing(folder) }
        }
    }

    private static func lines(_ verdict: TrailVerdict) -> [SafeText] {
        verdict.findings.map { "FINDING \(SafeText(untrusted: $0.description))" }
            + verdict.remarks.map { "note: \(SafeText(untrusted: $0))" } + [
                SafeText(untrusted: verdict.summary),
                "root \(SafeText(name: verdict.root.description))",
                verdict.erasedPayloads == 0
                    ? "no payload was erased"
                    : "\(Words.count(verdict.erasedPayloads, "payload", "payloads")) erased, each recorded as such",
            ]
    }

    /// The key that the trail names, for who has none to compare it with: written down elsewhere now,
    /// it shows later that nobody made the trail anew.
    private static func ownKey(_ folder: String, given: NoteVerifier?) -> [SafeText] {
        guard given == nil else { return [] }
        do throws(TrailError) {
            let key = try TrailReader(folder: folder).vkey
            return ["its key, to be written down elsewhere: \(SafeText(untrusted: key))"]
        } catch {
            // What cannot be read is a finding already.
            return []
        }
    }

    private static func json(_ verdict: TrailVerdict) -> SafeText {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("consistent", verdict.isConsistent)
        writer.member("size", "\(verdict.size)")
        writer.member("root", verdict.root.description)
        writer.member("erasedPayloads", verdict.erasedPayloads)
        writer.name("comparedWith")
        writer.beginArray()
        for size in verdict.comparedWith { writer.value("\(size)") }
        writer.endArray()
        writer.name("findings")
        writer.beginArray()
        for finding in verdict.findings {
            writer.beginObject()
            writer.member("kind", finding.kind.rawValue)
            writer.member("message", finding.description)
            writer.endObject()
        }
        writer.endArray()
        writer.name("remarks")
        writer.beginArray()
        for remark in verdict.remarks { writer.value(remark) }
        writer.endArray()
        writer.member("summary", verdict.summary)
        writer.endObject()
        return SafeText(json: writer.bytes)
    }
}
