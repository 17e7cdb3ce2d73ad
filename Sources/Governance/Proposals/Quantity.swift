package import JSON

/// An amount that was read from the arguments of a call, in the unit that the policy names.
package struct Quantity: Hashable, Sendable, Codable {
    /// What was found at the place the policy names.
    package enum Value: Hashable, Sendable {
        /// A plain decimal number, zero or more.
        case amount(ExactDecimal)
        /// Something that is not: missing, negative, no number, or a number in an odd spelling.
        /// It holds: nothing can be said about what the call would do.
        case unclear(String)
    }

    /// Money, records, recipients: never added across units.
    package let unit: Unit
    package let value: Value

    package init(unit: Unit, value: Value) {
        self.unit = unit
        self.value = value
    }

    private enum CodingKeys: String, CodingKey {
        case unit
        case amount
        case unclear
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        unit = try container.decode(Unit.self, forKey: .unit)
        if let why = try container.decodeIfPresent(String.self, forKey: .unclear) {
            value = .unclear(why)
        } else {
            value = .amount(try container.decode(ExactDecimal.self, forKey: .amount))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(unit, forKey: .unit)
        switch value {
        case .amount(let amount): try container.encode(amount, forKey: .amount)
        case .unclear(let why): try container.encode(why, forKey: .unclear)
        }
    }
}
