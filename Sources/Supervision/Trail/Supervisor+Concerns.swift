extension Supervisor {
    /// The log of the trail's database is longer than it should be, because a reader keeps it from
    /// being emptied; or it is short again.
    func logIsLong(_ bytes: Int?) {
        longLog = bytes.map {
            """
            a reader keeps the trail's log from being emptied: end what reads \(configuration.trail)/\
            trail.db; \($0 >> 20) MiB in \(configuration.trail)/trail.db-wal
            """
        }
        guard let longLog else { return log.notice("the trail's log was emptied") }
        log.notice("the trail", longLog)
    }

    /// What is not as it should be with the trail although it can be written, one sentence each.
    var trailConcerns: [String] { [withoutHead, longLog].compactMap { $0 } }
}
