import Console
import Governance

/// The guided tour: a strip of its own above the notice and the keys, and nothing of the screen under it.
extension Scene {
    private static let keys = ["> goes on  < puts the tour away"]

    static let tour: [Scene] = [
        Scene(
            name: "tour-look",
            facts: keys + ["TOUR 1 of 9: what you see", "hence UNGUARDED", "FOLLOWING", "HELD 0"]
        ) { stage in
            stage.tour()
            stage.entries(40)
        },
        Scene(
            name: "tour-approve",
            facts: keys + [
                "TOUR 3 of 9: approve it", "a, then 3.", "[ARMED]", "refund 1 usd to A1",
                "then DENIED", "a then 3: approve", "HELD 1",
            ]
        ) { stage in
            stage.tour(to: .open)
            stage.holds([.medium])
            stage.open()
            stage.arm()
        },
        Scene(
            name: "tour-deny",
            facts: keys + [
                "TOUR 4 of 9: deny one", "inbox-bot does what a stranger's mail told it",
                "Open 33R",
            ]
        ) { stage in
            stage.tour(to: .deny)
            stage.holds([.high], agent: Tour.misled)
            stage.key(.character("2"))
        },
        Scene(
            name: "tour-kill",
            facts: keys + [
                "TOUR 6 of 9: stop everything", "nothing has happened yet", "K stops ALL calls",
            ]
        ) { stage in
            stage.tour(to: .kill)
            stage.entries(10)
            stage.key(.control("x"))
        },
        Scene(
            name: "tour-put-away", facts: ["the tour is put away; > shows it again"],
            never: ["TOUR"]
        ) { stage in
            stage.tour()
            stage.entries(40)
            stage.key(.character("<"))
        },
        Scene(name: "tour-leave", facts: keys + ["TOUR 9 of 9: the end", "^C twice leaves"]) {
            stage in
            stage.tour(to: .leave)
            stage.key(.character("6"))
        },
    ]
}
