import JSON

extension EntryWriter {
    mutating func write(_ fact: CallAdmitted) {
        piece("{")
        if let person = fact.approvedBy {
            piece("\"approvedBy\":")
            string(person.text)
            comma()
        }
        piece("\"at\":")
        integer(fact.at.nanoseconds)
        if let code = fact.code {
            piece(",\"code\":")
            string(code.text)
        }
        piece(",\"judgement\":")
        write(fact.judgement)
        piece(",\"reservations\":")
        list(fact.reservations) { $0.write($1) }
        piece(",\"spending\":")
        write(fact.spending)
        piece("}")
    }

    mutating func write(_ fact: CallRefused) {
        piece("{\"at\":")
        integer(fact.at.nanoseconds)
        piece(",\"isAlert\":")
        piece(fact.isAlert ? "true" : "false")
        piece(",\"judgement\":")
        write(fact.judgement)
        piece(",\"kind\":")
        string(fact.kind.rawValue)
        piece("}")
    }

    mutating func write(_ fact: CallFinished) {
        piece("{\"at\":")
        integer(fact.at.nanoseconds)
        piece(",\"call\":")
        integer(fact.call.number)
        piece(",\"outcome\":")
        string(fact.outcome.rawValue)
        piece("}")
    }

    private mutating func write(_ judgement: Judgement) {
        piece("{\"action\":")
        write(judgement.action)
        piece(",\"agent\":")
        string(judgement.agent.text)
        piece(",\"call\":")
        integer(judgement.call.number)
        piece(",\"connection\":")
        integer(judgement.connection.number)
        if let declared = judgement.declared {
            piece(",\"declared\":")
            string(declared.word)
        }
        if let definition = judgement.definition {
            piece(",\"definition\":")
            digest(definition)
        }
        piece(",\"digest\":")
        digest(judgement.digest)
        piece(",\"findings\":")
        list(judgement.findings) { $0.write($1) }
        piece(",\"policy\":")
        digest(judgement.policy)
        piece(",\"quantities\":")
        list(judgement.quantities) { $0.write($1) }
        piece(",\"recipients\":")
        list(judgement.recipients) { $0.write($1) }
        if let run = judgement.run {
            piece(",\"run\":")
            integer(run.number)
        }
        piece(",\"tier\":")
        string(judgement.tier.word)
        if let wouldHave = judgement.wouldHave {
            piece(",\"wouldHave\":")
            string(wouldHave.rawValue)
        }
        piece("}")
    }

    private mutating func write(_ action: Action) {
        switch action {
        case .tool(let tool):
            piece("{\"tool\":")
            string(tool)
        case .resource(let server, let method):
            piece("{\"method\":")
            string(method)
            piece(",\"resource\":")
            string(server.text)
        case .prompt(let server, let method):
            piece("{")
            if method != Action.promptMethod {
                piece("\"method\":")
                string(method)
                piece(",")
            }
            piece("\"prompt\":")
            string(server.text)
        case .other(let server, let method):
            piece("{\"method\":")
            string(method)
            piece(",\"server\":")
            string(server.text)
        }
        piece("}")
    }

    private mutating func write(_ finding: Finding) {
        piece("[")
        word(finding.check.rawValue)
        comma()
        word(finding.ruling.rawValue)
        if finding.line != nil || finding.detail != nil {
            comma()
            integer(finding.line ?? 0)
        }
        if let detail = finding.detail {
            comma()
            string(detail)
        }
        piece("]")
    }

    private mutating func write(_ quantity: Quantity) {
        switch quantity.value {
        case .amount(let amount):
            piece("{\"amount\":")
            string(amount.description)
            piece(",\"unit\":")
            string(quantity.unit.text)
        case .unclear(let why):
            piece("{\"unclear\":")
            string(why)
            piece(",\"unit\":")
            string(quantity.unit.text)
        }
        piece("}")
    }

    private mutating func write(_ recipient: RecipientMark) {
        piece("{\"isListed\":")
        piece(recipient.isListed ? "true" : "false")
        piece(",\"mark\":")
        digest(recipient.mark)
        piece("}")
    }

    private mutating func write(_ reservation: Reservation) {
        piece("{\"account\":{\"kind\":")
        string(reservation.account.kind.word)
        piece(",\"tool\":")
        string(reservation.account.tool)
        piece("},\"amount\":")
        string(reservation.amount.description)
        piece(",\"retention\":")
        integer(reservation.retention)
        piece("}")
    }

    private mutating func write(_ spending: Spending) {
        piece("{\"calls\":")
        integer(spending.calls)
        piece(",\"money\":")
        // Only a unit of an amount that was read is here: none for most calls.
        if spending.money.isEmpty {
            piece("{}")
        } else {
            let members = spending.money.map {
                (name: $0.key.text, value: JSONValue.string($0.value.description))
            }
            value(CanonicalJSON.bytes(of: .object(JSONObject(members))))
        }
        piece(",\"writes\":")
        integer(spending.writes)
        piece("}")
    }
}
