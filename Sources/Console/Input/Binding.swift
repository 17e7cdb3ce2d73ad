/// A key, where it works, and what it does.
package struct Binding: Hashable, Sendable {
    /// Where the person is.
    package enum Place: Hashable, CaseIterable, Sendable {
        case live, detail, approvals, card, group, tools, runs, servers, stopped

        /// Whether it is one of the lists, from which the others can be reached.
        var isList: Bool { Binding.lists.contains(self) }
    }

    package let keys: [Key]
    package let places: Set<Place>
    package let verb: Verb

    private init(_ keys: [Key], _ verb: Verb, _ places: Set<Place> = Set(Place.allCases)) {
        self.keys = keys
        self.verb = verb
        self.places = places
    }

    fileprivate static let lists: Set<Place> = [
        .live, .approvals, .tools, .runs, .servers, .stopped,
    ]

    /// Every key that the console knows, in the order in which help shows them.
    package static let table: [Binding] = [
        Binding([.character("a")], .approve, [.card]),
        Binding([.character("d")], .deny, [.card]),
        Binding([.character("h")], .extend, [.card]),
        Binding([.character("u")], .recall, [.card]),
        Binding([.character("d")], .denyThese, [.group]),
        Binding([.character("c")], .cause, [.approvals, .card]),
        Binding([.character("n")], .next, [.card]),
        Binding([.character("p")], .previous, [.card]),
        Binding([.character("j"), .down], .down),
        Binding([.character("k"), .up], .up),
        Binding([.pageDown, .control("f")], .pageDown),
        Binding(
            [.character(" ")], .pageDown,
            [.detail, .approvals, .card, .group, .tools, .runs, .servers]),
        Binding([.character(" ")], .mark, [.stopped]),
        Binding([.pageUp, .control("b")], .pageUp),
        Binding([.character("g"), .home], .first),
        Binding([.character("G"), .end], .last),
        Binding([.enter, .right], .open, [.live, .approvals]),
        Binding([.character("q"), .escape, .left, .control("g")], .back),
        Binding([.character(" ")], .standStill, [.live]),
        Binding([.character("F")], .follow, [.live]),
        Binding([.character("f")], .filter, [.live]),
        Binding([.character("/")], .search, [.live]),
        Binding([.character("n")], .findNext, [.live]),
        Binding([.character("N")], .findPrevious, [.live]),
        Binding([.character("r")], .toRun, [.live, .detail]),
        Binding([.character("t")], .toTool, [.live, .detail]),
        Binding([.character("c")], .toRule, [.live, .detail]),
        Binding([.character("y")], .copy, [.live, .detail]),
        Binding([.character("Y")], .copyJSON, [.live, .detail]),
        Binding([.character("w")], .export, [.live, .detail]),
        Binding([.character("T")], .reconnect, lists.union([.detail])),
        Binding([.character("!")], .urgent),
        Binding([.character(".")], .putAway, [.approvals]),
        Binding([.character("u")], .takeBack, lists),
        Binding([.character("P")], .pause, [.runs, .group]),
        Binding([.character("N")], .pauseNoisiest, [.approvals]),
        Binding([.character("E")], .endRun, [.runs]),
        Binding([.character("Z")], .freeze, lists),
        Binding([.character("R")], .stopped, lists.subtracting([.stopped])),
        Binding([.character("R")], .resumeMarked, [.stopped]),
        Binding([.enter], .release, [.stopped]),
        Binding([.character("1")], .live, lists),
        Binding([.character("2")], .approvals, lists),
        Binding([.character("3")], .tools, lists),
        Binding([.character("5")], .runs, lists),
        Binding([.character("6")], .servers, lists),
        Binding([.tab], .nextScreen, lists),
        Binding([.backTab], .previousScreen, lists),
        Binding([.character("L")], .lock, lists),
        Binding([.character("?")], .help),
        Binding([.character(":")], .palette),
        Binding([.control("l")], .repaint),
        Binding([.control("z")], .suspend),
        Binding([.control("c")], .quit),
        Binding([.control("x")], .kill),
        Binding([.character(">")], .tourNext),
        Binding([.character("<")], .tourHide),
    ]

    /// What a key does in a place; nil where it does nothing.
    package static func verb(of key: Key, in place: Place) -> Verb? {
        table.first { $0.places.contains(place) && $0.keys.contains(key) }?.verb
    }

    /// The keys that do something in a place, the shown one first.
    package static func keys(of verb: Verb, in place: Place) -> [Key] {
        table.filter { $0.verb == verb && $0.places.contains(place) }.flatMap(\.keys)
    }
}
