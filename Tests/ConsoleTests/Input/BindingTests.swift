import Control
import Governance
import SafeText
import Testing

@testable import Console

/// The table of keys, and what no table may hold.
@Suite struct BindingTests {
    @Test func aKeyDoesOneThingInAPlace() {
        for place in Binding.Place.allCases {
            let keys = Binding.table.filter { $0.places.contains(place) }.flatMap(\.keys)
            for key in Set(keys) {
                #expect(keys.count { $0 == key } == 1, "\(key.name) in \(place)")
            }
        }
    }

    @Test func everyVerbHasWordsAndAWayToIt() {
        for verb in Verb.allCases {
            #expect(verb.words.columns > 3, "\(verb)")
            let keys = Binding.Place.allCases.flatMap { Binding.keys(of: verb, in: $0) }
            #expect(!keys.isEmpty || !verb.isDecision, "\(verb) has neither key nor card")
            #expect(
                Palette.found(verb.rawValue, hasTour: true).first == verb,
                "\(verb) is not first under its name")
        }
        #expect(Set(Verb.allCases.map { "\($0.words)" }).count == Verb.allCases.count)
    }

    @Test func decisionsWorkOnTheCardAlone() {
        for binding in Binding.table where binding.verb.isDecision {
            // A group can be denied; nothing approves more than one card.
            let place: Binding.Place = binding.verb == .denyThese ? .group : .card
            #expect(binding.places == [place], "\(binding.verb)")
        }
        #expect(Binding.table.count { $0.verb == .approve } == 1)
    }

    @Test func theKillSwitchHasOneKeyEverywhere() {
        for place in Binding.Place.allCases {
            #expect(Binding.keys(of: .kill, in: place) == [.control("x")])
        }
        for binding in Binding.table where binding.keys.contains(.control("x")) {
            #expect(binding.verb == .kill)
        }
    }

    /// What changes something for others: no two of these differ by the case of a letter only.
    @Test func noTwoDecisionsDifferByCase() {
        let acts: Set<Verb> = [
            .approve, .deny, .denyThese, .extend, .recall, .pause, .pauseNoisiest, .endRun, .freeze,
            .takeBack, .resumeMarked, .release, .kill, .lock,
        ]
        var seen: [String: Verb] = [:]
        for binding in Binding.table where acts.contains(binding.verb) {
            for case .character(let key) in binding.keys {
                let letter = key.lowercased()
                // `u` takes back: on a card an approval, elsewhere the last act.
                let same: [Verb: Verb] = [.recall: .takeBack, .denyThese: .deny]
                let verb = same[binding.verb] ?? binding.verb
                if let other = seen[letter] { #expect(other == verb, "\(key): \(other), \(verb)") }
                seen[letter] = verb
            }
        }
        for place in Binding.Place.allCases {
            for act in acts where act != .kill {
                for case .character(let key) in Binding.keys(of: act, in: place) {
                    let swapped = key.isUppercase ? key.lowercased() : key.uppercased()
                    let other = Binding.verb(of: .character(Character(swapped)), in: place)
                    #expect(other == nil || other == act || !acts.contains(other ?? act), "\(key)")
                }
            }
        }
    }

    /// Every key that there is, on every place: none of them alone answers a card, trips the kill or
    /// does an act.
    @Test func noDecisionIsOneKey() {
        let named: [Key] = [
            .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right,
            .pageUp, .pageDown, .home, .end,
        ]
        let characters = (0x20...0x7E).compactMap { UnicodeScalar($0) }.map { Character($0) }
        let letters = "abcdefghijklmnopqrstuvwxyz"
        let keys = named + characters.map { .character($0) } + letters.map { .control($0) }
        for (tier, screen) in [
            (Tier.low, "2"), (.critical, "2"), (.low, "1"), (.low, "3"), (.low, "5"), (.low, "6"),
            (.low, "2c"), (.low, "R"),
        ] {
            for key in keys {
                var desk = Desk([tier])
                let paused = ActView(by: "operator:bo", at: Sample.wall(0))
                desk.status.agents = [Sample.agent("etl", paused: paused)]
                desk.status.kills = [KillView(scope: .everything, source: .command, act: paused)]
                desk.tell()
                if screen == "2" { desk.open() } else { desk.type(screen) }
                for _ in 0..<3 {
                    desk.show()
                    desk.wait(4)
                    desk.take(.key(key))
                }
                #expect(desk.answers.isEmpty && desk.kills.isEmpty, "\(key.name) on \(screen)")
                let acts = desk.asked.filter { request in
                    switch request.request {
                    case .pause, .resume, .freeze, .thaw, .endRun, .release: true
                    default: false
                    }
                }
                #expect(acts.isEmpty, "\(key.name) on \(screen)")
            }
        }
    }
}
