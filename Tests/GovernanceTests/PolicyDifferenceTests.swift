import Governance
import JSON
import Testing

/// What makes a policy freer, and what is certain to be stricter.
struct PolicyDifferenceTests {
    @Test(arguments: PolicyPair.freer)
    func aFreerPolicyIsCalledSo(_ pair: PolicyPair) throws {
        let changes = try pair.changes()
        #expect(changes.map(\.words) == [pair.words])
        #expect(changes.allSatisfy { $0.isFreer })
    }

    @Test(arguments: PolicyPair.stricter)
    func aStricterPolicyIsNot(_ pair: PolicyPair) throws {
        let changes = try pair.changes()
        #expect(changes.map(\.words) == [pair.words])
        #expect(!changes.contains { $0.isFreer })
    }

    @Test func whatIsTheSameMakesNoDifference() throws {
        var parts = PolicyParts()
        let old = try parts.policy()
        parts.line = 99
        parts.ruleName = "renamed"
        #expect(try parts.policy().difference(from: old) == [])
    }

    @Test func namesAreComparedByTheirBytes() throws {
        var parts = PolicyParts()
        parts.owner = "Jose\u{301}"
        let old = try parts.policy()
        parts.owner = "Jos\u{E9}"
        #expect(try parts.policy().difference(from: old).map(\.isFreer) == [true])
    }
}

/// Two policies that differ in one thing.
struct PolicyPair: Sendable, CustomTestStringConvertible {
    let words: String
    let change: @Sendable (inout PolicyParts) -> Void
    let isBackwards: Bool

    init(
        _ words: String, backwards: Bool = false,
        _ change: @escaping @Sendable (inout PolicyParts) -> Void
    ) {
        self.words = words
        self.change = change
        isBackwards = backwards
    }

    var testDescription: String { words }

    func changes() throws -> [PolicyChange] {
        var parts = PolicyParts()
        let before = try parts.policy()
        change(&parts)
        let after = try parts.policy()
        return isBackwards ? before.difference(from: after) : after.difference(from: before)
    }

    static let freer: [PolicyPair] = [
        PolicyPair("host: label 'a' becomes 'b'") { $0.label = "b" },
        PolicyPair("policy: mode 'enforce' becomes 'observe'") { $0.mode = .observe },
        PolicyPair("policy: audit 'strict' becomes 'normal'", backwards: true) {
            $0.audit = .strict
        },
        PolicyPair("policy: appetite in usd 2000 usd becomes 3000 usd") { $0.appetite = 3000 },
        PolicyPair("policy: appetite in usd 2000 usd becomes none") { $0.appetite = nil },
        PolicyPair("policy: alerts '[[\"page\"]]' becomes '[]'") { $0.hasAlert = false },
        PolicyPair("policy: kill directory 'the usual one' becomes '/k'") {
            $0.killDirectory = "/k"
        },
        PolicyPair("operator bo added") { $0.hasSecondOperator = true },
        PolicyPair("operator ana: system user 'ana' becomes 'bob'") { $0.user = "bob" },
        PolicyPair("operator ana: answers up to high becomes critical") { $0.answers = .critical },
        PolicyPair("operator ana: scripts answer up to low becomes medium") {
            $0.scripts = .medium
        },
        PolicyPair("operator ana: scripts answer up to nothing becomes low", backwards: true) {
            $0.scripts = nil
        },
        PolicyPair("operator ana: power to grant added") { $0.powers.insert(.grant) },
        PolicyPair("server pay: command '[\"pay\"]' becomes '[\"pay\", \"--live\"]'") {
            $0.command.append("--live")
        },
        PolicyPair("server pay: credentials of bot '' becomes 'K=f'") { $0.hasCredential = true },
        PolicyPair("server pay: idle 10m becomes 5m") { $0.serverIdle = .seconds(300) },
        PolicyPair("server pay: restarts 5 in 10m becomes 6 in 10m") { $0.restarts = 6 },
        PolicyPair("tool pay/other added") { $0.hasSecondTool = true },
        PolicyPair("pay/refund: tier medium becomes low") { $0.tier = .low },
        PolicyPair("pay/refund: tier none (held as high) becomes medium", backwards: true) {
            $0.tier = nil
        },
        PolicyPair("pay/refund: say 'refund' becomes 'thank'") { $0.say = "thank" },
        PolicyPair("pay/refund: cap in usd 500 becomes 501") { $0.cap = 501 },
        PolicyPair("pay/refund: cap in usd 500 becomes none") { $0.cap = nil },
        PolicyPair(
            "pay/refund: where the usd are read the number at /amount becomes the number at /sum"
        ) { $0.value = "/sum" },
        PolicyPair("pay/refund: blast in records removed", backwards: true) {
            $0.countsRecords = true
        },
        PolicyPair("pay/refund: recipient /to removed", backwards: true) {
            $0.recipients.append("/to")
        },
        PolicyPair("pay/refund: known recipient A2 added") { $0.known.insert(Recipient("A2")) },
        PolicyPair("pay/refund: limit 10/1m, over: hold removed") { $0.rate = nil },
        PolicyPair("pay/refund: limit '10/1m, over: hold' becomes '11/1m, over: hold'") {
            $0.rate = 11
        },
        PolicyPair(
            "pay/refund: limit '10/1m, over: deny' becomes '10/1m, over: hold'", backwards: true
        ) { $0.over = .deny },
        PolicyPair("pay/refund: deny rule XX removed") { $0.hasDenyRule = false },
        PolicyPair("pay/refund: justify required becomes not required", backwards: true) {
            $0.justify = true
        },
        PolicyPair("agent bat added") { $0.hasSecondAgent = true },
        PolicyPair("agent bot: owner 'cleo' becomes 'mona'") { $0.owner = "mona" },
        PolicyPair("agent bot: proof token hash in t becomes system user bot") {
            $0.proof = .user("bot")
        },
        PolicyPair("agent bot: grant of pay/refund added", backwards: true) {
            $0.isGranted = false
        },
        PolicyPair("agent bot: resources of pay added") { $0.hasResources = true },
        PolicyPair("agent bot: rung hold-all becomes within-caps") { $0.rung = .withinCaps },
        PolicyPair("agent bot: owner-may-answer false becomes true", backwards: true) {
            $0.ownerMayAnswer = false
        },
        PolicyPair("agent bot: hold-reads true becomes false", backwards: true) {
            $0.holdReads = true
        },
        PolicyPair("agent bot: calls of a run 60 becomes 61") { $0.calls = 61 },
        PolicyPair("agent bot: writes of a run 20 becomes 21") { $0.writes = 21 },
        PolicyPair("agent bot: budget of a run in usd 100 usd becomes none") { $0.money = nil },
        PolicyPair("agent bot: time of a run 30m becomes 10m") { $0.time = .seconds(600) },
        PolicyPair("agent bot: time of a run 30m becomes 1h") { $0.time = .seconds(3600) },
        PolicyPair("agent bot: runs 'shared' becomes 'per-connection'") {
            $0.runs = .perConnection
        },
        PolicyPair("agent bot: runs 'per-connection' becomes 'shared'", backwards: true) {
            $0.runs = .perConnection
        },
        PolicyPair("agent bot: runs an hour 6 becomes 7") { $0.runsPerHour = 7 },
        PolicyPair("agent bot: idle 10m becomes 5m") { $0.idle = .seconds(300) },
        PolicyPair("holds: wait 5m becomes 1m") { $0.wait = .seconds(60) },
        PolicyPair("holds: park 30m becomes 1h") { $0.park = .seconds(3600) },
        PolicyPair("holds: per-agent 5 becomes 6") { $0.perAgent = 6 },
    ]

    static let stricter: [PolicyPair] = [
        PolicyPair("policy: mode 'observe' becomes 'enforce'", backwards: true) {
            $0.mode = .observe
        },
        PolicyPair("policy: audit 'normal' becomes 'strict'") { $0.audit = .strict },
        PolicyPair("policy: appetite in usd none becomes 2000 usd", backwards: true) {
            $0.appetite = nil
        },
        PolicyPair("operator bo removed", backwards: true) { $0.hasSecondOperator = true },
        PolicyPair("operator ana: answers up to high becomes low") { $0.answers = .low },
        PolicyPair("operator ana: scripts answer up to low becomes nothing") { $0.scripts = nil },
        PolicyPair("operator ana: power to apply removed") { $0.powers.remove(.apply) },
        PolicyPair("server pay: credentials of bot 'K=f' becomes ''", backwards: true) {
            $0.hasCredential = true
        },
        PolicyPair("server pay: restarts 5 in 10m becomes 4 in 10m") { $0.restarts = 4 },
        PolicyPair("tool pay/other removed", backwards: true) { $0.hasSecondTool = true },
        PolicyPair("pay/refund: tier medium becomes high") { $0.tier = .high },
        PolicyPair("pay/refund: tier medium becomes none (held as high)") { $0.tier = nil },
        PolicyPair("pay/refund: cap in usd 500 becomes 499") { $0.cap = 499 },
        PolicyPair("pay/refund: cap in usd none becomes 500", backwards: true) { $0.cap = nil },
        PolicyPair("pay/refund: blast in records added") { $0.countsRecords = true },
        PolicyPair("pay/refund: recipient /to added") { $0.recipients.append("/to") },
        PolicyPair("pay/refund: known recipient A1 removed") { $0.known = [] },
        PolicyPair("pay/refund: limit '10/1m, over: hold' becomes '9/1m, over: hold'") {
            $0.rate = 9
        },
        PolicyPair("pay/refund: limit '10/1m, over: hold' becomes '10/1m, over: deny'") {
            $0.over = .deny
        },
        PolicyPair("pay/refund: limit 10/1m, over: hold added", backwards: true) { $0.rate = nil },
        PolicyPair("pay/refund: deny rule XX added", backwards: true) { $0.hasDenyRule = false },
        PolicyPair("pay/refund: justify not required becomes required") { $0.justify = true },
        PolicyPair("agent bat removed", backwards: true) { $0.hasSecondAgent = true },
        PolicyPair("agent bot: grant of pay/refund removed") { $0.isGranted = false },
        PolicyPair("agent bot: rung within-caps becomes hold-all", backwards: true) {
            $0.rung = .withinCaps
        },
        PolicyPair("agent bot: owner-may-answer true becomes false") { $0.ownerMayAnswer = false },
        PolicyPair("agent bot: hold-reads false becomes true") { $0.holdReads = true },
        PolicyPair("agent bot: calls of a run 60 becomes 59") { $0.calls = 59 },
        PolicyPair("agent bot: budget of a run in usd none becomes 100 usd", backwards: true) {
            $0.money = nil
        },
        PolicyPair("agent bot: runs an hour 6 becomes 5") { $0.runsPerHour = 5 },
        PolicyPair("holds: park 30m becomes 10m") { $0.park = .seconds(600) },
        PolicyPair("holds: per-agent 5 becomes 4") { $0.perAgent = 4 },
        PolicyPair("policy: tests 0 of them becomes 1 of them") { $0.hasTest = true },
    ]
}
