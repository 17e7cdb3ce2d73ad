import SafeText

/// The guided tour: it watches what the console shows, and its own keys move it.
extension ConsoleModel {
    /// What the terminal has, with the rows that are the tour's.
    var terminal: Size { Size(rows: size.rows + tourRows, columns: size.columns) }

    /// Rows of the terminal that a tour takes: none where the terminal is too small to decide on.
    func rows(forTourOn terminal: Size) -> Int {
        guard let tour, !tour.isHidden, terminal.holds(.full) else { return 0 }
        return Tour.rows
    }

    /// The terminal has this size; what is left of it is drawn on.
    mutating func layOut(on terminal: Size, at now: Int64) -> [ConsoleCommand] {
        tourRows = rows(forTourOn: terminal)
        if let tour, !tour.isHidden, tourRows == 0 {
            say("the tour needs 80 columns and 24 rows: make the terminal larger", at: now)
        }
        size = Size(rows: terminal.rows - tourRows, columns: terminal.columns)
        layCard()
        detail?.lay(columns: size.columns - 2)
        return rearm()
    }

    /// `>`: goes on to the next step, and shows the tour where it was put away.
    mutating func nextOfTour(at now: Int64) -> [ConsoleCommand] {
        guard let tour else { return [] }
        guard !tour.isHidden else { return hideTour(at: now) }
        var next = tour
        next.skip(self)
        self.tour = next
        return []
    }

    /// `<`: puts the tour away, or shows it again.
    mutating func hideTour(at now: Int64) -> [ConsoleCommand] {
        tour?.isHidden.toggle()
        if tour?.isHidden == true { say("the tour is put away; > shows it again", at: now) }
        return layOut(on: terminal, at: now)
    }

    /// Tells outside when another step begins, so that there is something to try.
    mutating func observeTour(since step: Tour.Step?) -> [ConsoleCommand] {
        guard var tour else { return [] }
        tour.observe(self)
        self.tour = tour
        return tour.step == step ? [] : [.toured(tour.step)]
    }
}
