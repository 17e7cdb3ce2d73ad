import DemonstrationServers
import JSON
import SafeText

/// What really happened at the servers, from the books that they keep themselves.
struct Books {
    let refunds: Int
    let mails: Int
    let deletedFiles: Int
    let notes: Int

    init(_ folder: DemonstrationFolder) throws {
        func count(_ server: DemonstrationServer, _ list: String) throws -> Int {
            let state = try StateFile(path: folder.state(of: server.rawValue)).read()
            guard case .array(let records)? = state[list] else { return 0 }
            return records.count
        }
        refunds = try count(.bank, "refunds")
        mails = try count(.mail, "sent")
        deletedFiles = try count(.files, "deleted")
        notes = try count(.files, "notes")
    }

    /// Whether the servers did what agents were told was done, and no more.
    func agree(with done: [String: Int]) -> Bool {
        refunds == done["refund", default: 0] && mails == done["send_mail", default: 0]
            && notes == done["save_note", default: 0]
            && (deletedFiles > 0) == (done["delete_files", default: 0] > 0)
    }

    var words: SafeText {
        """
        refunds paid \(refunds), mails sent \(mails), files deleted \(deletedFiles), \
        notes saved \(notes)
        """
    }
}
