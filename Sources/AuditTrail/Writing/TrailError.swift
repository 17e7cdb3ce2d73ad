/// Why the trail did not do what was asked.
package enum TrailError: Error, Sendable, Equatable, CustomStringConvertible {
    case keyFile(path: String, reason: String)
    case folder(path: String, reason: String)
    /// Another process has the trail open for writing.
    case inUse(folder: String)
    case database(DatabaseError)
    /// SQLite did not take a setting that durability rests on.
    case setting(name: String, wanted: String, found: String)
    /// The file is no trail, or one of a format that this version does not know.
    case notATrail(path: String, reason: String)
    case origin(String)
    case otherLog(expected: String, found: String)
    case otherKey(expected: String, found: String)
    /// What is stored does not extend a head that was signed before; nothing is appended to it.
    case doesNotExtendHead(reason: String)
    /// The head that is kept outside the trail's folder is empty: an old copy would not be known.
    case headLost(path: String)
    case draft(DraftFault)
    /// Nothing was queued; try again once entries have become durable.
    case queueFull(limit: String)
    /// Nothing is accepted until the trail has been opened again.
    case failed(TrailFault)
    case closed
    case signing(String)
    case noSuchEntry(UInt64)
    case damaged(String)
    case export(String)

    package var description: String {
        switch self {
        case .keyFile(let path, let reason): "cannot use the key file \(path): \(reason)"
        case .folder(let path, let reason): "cannot use the trail folder \(path): \(reason)"
        case .inUse(let folder):
            "the trail in \(folder) is open for writing in another process; stop that one first"
        case .database(let error): error.description
        case .setting(let name, let wanted, let found):
            "the database did not take \(name) = \(wanted) (it says \(found)); the trail would not "
                + "be durable, so it is not opened"
        case .notATrail(let path, let reason): "\(path) is not a trail that can be read: \(reason)"
        case .origin(let origin):
            "\"\(origin)\" cannot name a log: use 1 to 128 printable ASCII characters without "
                + "space, plus, quote and backslash"
        case .otherLog(let expected, let found):
            "this is the trail of \(found), not of \(expected); put the right one back"
        case .otherKey(let expected, let found):
            "this trail is signed by another key (\(found)) than the one given (\(expected))"
        case .doesNotExtendHead(let reason):
            "the stored trail does not extend its last signed head: \(reason); keep the folder as "
                + "evidence and run the verifier on it"
        case .headLost(let path):
            "the head kept in \(path) is empty, as a damaged disk can leave it, so an old copy of "
                + "the trail would not be known; look at the trail with pullcord audit verify, best "
                + "with a --checkpoint kept elsewhere, and then let it be gone on with: rm \(path)"
        case .draft(let fault): "the entry was not taken: \(fault)"
        case .queueFull(let limit): "the trail's queue is full (\(limit)); the disk is too slow"
        case .failed(let fault): "the trail has failed and takes nothing: \(fault)"
        case .closed: "the trail is closed"
        case .signing(let reason): "cannot sign the head: \(reason)"
        case .noSuchEntry(let sequence): "there is no entry \(sequence)"
        case .damaged(let reason): "the trail is damaged: \(reason); run the verifier on it"
        case .export(let reason): "cannot export: \(reason)"
        }
    }
}
