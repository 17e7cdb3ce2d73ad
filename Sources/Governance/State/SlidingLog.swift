import JSON

/// What was counted in the last while: an exact sliding window, not buckets.
///
/// "10 a minute" lets ten through in any minute, whichever second it starts at (controls
/// reference, section 11: a fixed window lets 20 through in its worst minute, a bucket 19).
/// A look costs the same however much has been counted: each item carries the sum up to itself.
struct SlidingLog: Hashable, Sendable, Codable {
    /// One counted call.
    struct Item: Hashable, Sendable, Codable {
        let call: CallID
        let at: Moment
        let amount: ExactDecimal
        /// The sum of this amount and of all counted before it since the log was last empty.
        var through: ExactDecimal
    }

    private(set) var items: [Item] = []

    /// What lies in the window that ends now. An item exactly as old as the window has left it.
    func sum(window: Duration, at now: Moment) -> ExactDecimal {
        let first = firstIndex(window: window, at: now)
        guard first < items.count, let last = items.last else { return .zero }
        let before =
            first == 0 ? items[0].through.subtracting(items[0].amount) : items[first - 1].through
        // The sums in the log were checked as they were counted; a difference of two of them fits.
        return last.through.subtracting(before ?? .zero) ?? last.through
    }

    /// The same, but for what one call has counted.
    func sum(window: Duration, at now: Moment, without call: CallID) -> ExactDecimal {
        var log = self
        log.release(call)
        return log.sum(window: window, at: now)
    }

    /// When the oldest item of the window leaves it.
    func firstLeaves(window: Duration, at now: Moment) -> Moment? {
        let first = firstIndex(window: window, at: now)
        return first < items.count ? items[first].at.advanced(by: window) : nil
    }

    /// Whether one more amount can be counted without leaving the range of exact decimals.
    func canCount(_ amount: ExactDecimal) -> Bool {
        (items.last?.through ?? .zero).adding(amount) != nil
    }

    /// Counts a call and forgets what is older than `retention`. An amount that does not fit
    /// (see ``canCount(_:)``, which the gate asks first) is not counted.
    mutating func count(
        _ call: CallID, _ amount: ExactDecimal, retention: Duration, at now: Moment
    ) {
        let gone = firstIndex(window: retention, at: now)
        if gone == items.count {
            items.removeAll(keepingCapacity: true)
        } else if gone >= 64 || gone * 2 > items.count {
            items.removeFirst(gone)
        }
        guard let sum = (items.last?.through ?? .zero).adding(amount) else { return }
        items.append(Item(call: call, at: now, amount: amount, through: sum))
    }

    /// Takes out a call that is known not to have happened.
    mutating func release(_ call: CallID) {
        guard let index = items.lastIndex(where: { $0.call == call }) else { return }
        let amount = items[index].amount
        var sums: [ExactDecimal] = []
        for later in items[(index + 1)...] {
            // A difference that does not fit leaves the call counted: the careful side.
            guard let sum = later.through.subtracting(amount) else { return }
            sums.append(sum)
        }
        items.remove(at: index)
        for (offset, sum) in sums.enumerated() {
            items[index + offset].through = sum
        }
    }

    /// The first item that is younger than the window; items are in the order of their moments.
    private func firstIndex(window: Duration, at now: Moment) -> Int {
        let span = window.nanoseconds
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if now.nanoseconds - items[middle].at.nanoseconds >= span {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
